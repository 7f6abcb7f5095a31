/** A resource of a synthesised template. */
export interface Resource {
  readonly name: string
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: as CloudFormation has it, which differs with the type
  readonly properties: any
}

/** What is deployed, of all stacks together. */
export class Resources {
  readonly all: readonly Resource[]

  constructor(templates: readonly { Resources?: Record<string, { Type: string; Properties?: object }> }[]) {
    this.all = templates.flatMap(({ Resources = {} }) =>
      Object.entries(Resources).map(([name, { Type, Properties = {} }]) => ({
        name,
        type: Type,
        properties: Properties,
      })),
    )
  }

  of = (type: string) => this.all.filter((each) => each.type === type)

  /** The one whose name in its template begins so. */
  one(type: string, name: string): Resource {
    const found = this.of(type).find((each) => each.name.startsWith(name))
    if (found) return found
    throw new Error(`The templates have no ${type} ${name}: infra/cost has to follow what is deployed.`)
  }
}
