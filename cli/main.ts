import { Command } from 'commander'
import { biCommand } from './commands/bi.ts'
import { buildCommand } from './commands/build.ts'
import { compareCommand } from './commands/compare.ts'
import { contractsCommand } from './commands/contracts.ts'
import { doctorCommand } from './commands/doctor-command.ts'
import { landCommand } from './commands/land.ts'
import { ledgerCommand } from './commands/ledger.ts'
import { metricsCommand } from './commands/metrics.ts'
import { planCommand } from './commands/plan.ts'
import { pullCommand } from './commands/pull.ts'
import { queryCommand } from './commands/query.ts'
import { routeCommand } from './commands/route.ts'
import { sampleCommand } from './commands/sample.ts'
import { serveCommand } from './commands/serve.ts'
import { startCommand } from './commands/start.ts'
import { tokenCommand } from './commands/token.ts'
import { CxError, reportError } from './ui/errors.ts'

const program = new Command('cx')
  .description('The customer-experience warehouse: land extracts, build the marts, ask and serve them.')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('(cx --help lists the commands; cx <command> --help its options)')
  .exitOverride()

for (const command of [
  startCommand(),
  sampleCommand(),
  landCommand(),
  pullCommand(),
  buildCommand(),
  queryCommand(),
  serveCommand(),
  tokenCommand(),
  biCommand(),
  metricsCommand(),
  compareCommand(),
  routeCommand(),
  planCommand(),
  ledgerCommand(),
  contractsCommand(),
  doctorCommand(),
]) {
  program.addCommand(command.exitOverride())
}

const json = process.argv.includes('--json')

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}

function exitCodeOf(error: unknown): number {
  const { code, exitCode } = error as { code?: string; exitCode?: number }
  // Commander has already printed help or what was wrong with the words.
  if (code?.startsWith('commander.')) return exitCode === 0 ? 0 : 2
  return reportError(error instanceof CxError ? error : asCxError(error), { json })
}

/** The errors of landing, of the sample and of the semantic layer are written for people already. */
function asCxError(error: unknown): unknown {
  if (!(error instanceof Error) || error.constructor === Error || error.constructor === TypeError)
    return error
  return new CxError({ what: error.message, cause: error })
}
