import { App, Tags, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { ConfigError, readConfig } from './config.ts'
import { addWarehouse } from './warehouse.ts'

/** The whole warehouse of one stage: `cdk deploy --all -c stage=prod`. */
const app = new App()
try {
  addWarehouse(app, readConfig(app.node.tryGetContext('stage') ?? 'dev'))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
Tags.of(app).add('project', 'cx-warehouse')
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
app.synth()
