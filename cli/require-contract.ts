import { type Contract, contractNamed, contracts } from '../contracts/index.ts'
import { CxError } from './ui/errors.ts'

/** The contract of that name, or an error that lists them. */
export function requireContract(name: string): Contract {
  const contract = contractNamed(name)
  if (contract) return contract
  throw new CxError({
    what: `There is no extract ${name}.`,
    allowed: contracts.map((known) => known.name),
    exitCode: 2,
  })
}
