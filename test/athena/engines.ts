import type { Context } from '../../cli/context.ts'
import type { InPlaceBuild, InPlaceOptions } from '../../cli/warehouse/in-place.ts'
import { buildOnTrino } from '../../cli/warehouse/trino/build.ts'
import type { TrinoPlace } from '../../cli/warehouse/trino/client.ts'
import { localFile } from './exported.ts'
import { type Scanned, scannedSince } from './scanned.ts'
import { startTrinoOnFiles } from './trino/server.ts'

/** An engine that builds the marts of a lake and is asked for them afterwards. */
export interface Engine {
  readonly name: string
  /** Its name in file names. */
  readonly target: 'trino' | 'athena'
  build(context: Context, options: InPlaceOptions): Promise<InPlaceBuild>
  /** What the queries begun since a time read. */
  scannedSince(time: Date): Promise<Scanned>
  /** The Trino that holds the marts, and how to open one of its files. */
  readonly place: TrinoPlace
  readonly fileOf: (uri: string) => string | Promise<string>
  close(): Promise<void>
}

/** `cx build --target trino`, on a Trino that reads the folder in which the lake is. */
export async function trinoOnFiles(java: string, folder: string): Promise<Engine> {
  const { place, close } = await startTrinoOnFiles(java, folder)
  return {
    name: 'Trino',
    target: 'trino',
    build: (context, options) => buildOnTrino(context, place, options),
    scannedSince: (time) => scannedSince(place, time),
    place,
    fileOf: localFile(folder),
    close,
  }
}
