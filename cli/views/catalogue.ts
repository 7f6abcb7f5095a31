import type { Server } from '../../semantic-layer/query.ts'
import { renderTable } from '../ui/table.ts'
import { wrap } from '../ui/wrap.ts'

export interface Member {
  readonly name: string
  readonly kind: 'measure' | 'dimension'
  readonly type: string
  readonly description: string
}

/** The views that analysts see, with their members. */
export type Catalogue = { name: string; description: string; members: Member[] }[]

interface Meta {
  cubes: {
    name: string
    description?: string
    measures: MetaMember[]
    dimensions: MetaMember[]
  }[]
}

interface MetaMember {
  name: string
  type: string
  description?: string
}

export async function catalogueOf({ url, token }: Server): Promise<Catalogue> {
  const response = await fetch(`${url}/cubejs-api/v1/meta`, { headers: { authorization: token } })
  const { cubes } = (await response.json()) as Meta
  return cubes.map(({ name, description = '', measures, dimensions }) => ({
    name,
    description,
    members: [...measures.map(memberOf('measure')), ...dimensions.map(memberOf('dimension'))],
  }))
}

const memberOf =
  (kind: Member['kind']) =>
  ({ name, type, description = '' }: MetaMember): Member => ({ name, kind, type, description })

export function catalogueTable(catalogue: Catalogue, withMembers: boolean): string {
  if (!withMembers) {
    const table = renderTable(
      catalogue.map(({ name, description }) => ({ view: name, description: wrap(description) })),
    )
    return `${table}\nNext: npx cx query <view> lists its members`
  }
  return renderTable(
    catalogue.flatMap(({ members }) =>
      members.map(({ name, kind, type, description }) => ({
        member: name,
        kind,
        type,
        description: wrap(description),
      })),
    ),
  )
}
