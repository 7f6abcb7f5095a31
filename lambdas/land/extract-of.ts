import { basename, dirname } from 'node:path'
import { type Contract, contracts } from '../../contracts/index.ts'
import { UnknownExtractError } from './errors.ts'

/** The extract that a file holds: by the beginning of its name, or else by the folder that it lies in. */
export function extractOf(file: string): Contract | undefined {
  const [name, folder] = [basename(file).toLowerCase(), basename(dirname(file)).toLowerCase()]
  const byLength = [...contracts].sort((a, b) => b.name.length - a.name.length)
  return (
    byLength.find((contract) => new RegExp(`^${contract.name}(?![a-z])`).test(name)) ??
    byLength.find((contract) => contract.name === folder)
  )
}

/** The same, with an error that names what is allowed where a file is named like no extract. */
export function requireExtractOf(file: string): Contract {
  const contract = extractOf(file)
  if (contract) return contract
  throw new UnknownExtractError(
    basename(file),
    contracts.map(({ name }) => name),
  )
}
