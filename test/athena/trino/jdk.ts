import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PLACES = [
  '/usr/lib/jvm/*',
  '/opt/java/*',
  '/Library/Java/JavaVirtualMachines/*/Contents/Home',
  `${process.env.HOME}/.sdkman/candidates/java/*`,
]

/** The program `java` of a JDK 25 or newer, which Trino 483 asks for; undefined where there is none. */
export function findJava(places: readonly string[] = PLACES): string | undefined {
  const homes = [process.env.JAVA_HOME ?? [], places.flatMap((place) => globSync(place).sort())].flat()
  const home = homes.find((candidate) => majorVersion(candidate) >= 25 && existsSync(javaOf(candidate)))
  return home && javaOf(home)
}

const javaOf = (home: string) => join(home, 'bin', process.platform === 'win32' ? 'java.exe' : 'java')

/** Every JDK says in its file `release` which it is. */
function majorVersion(home: string): number {
  const release = join(home, 'release')
  if (!existsSync(release)) return 0
  return Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1] ?? 0)
}

export const JDK_MISSING =
  'Trino 483 needs JDK 25, which is not here. Get it from https://adoptium.net (Debian: apt-get install temurin-25-jdk; ' +
  'macOS: brew install temurin@25) and set JAVA_HOME where it is in an unusual place.'
