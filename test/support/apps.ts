import { NodeProcess } from './node-process.ts';

export type AppName = 'ingest' | 'relay' | 'worker' | 'api';

/** One of the apps as a process of its own, as a machine would run it. */
export class AppProcess extends NodeProcess {
  readonly name: AppName;

  constructor(name: AppName, env: NodeJS.ProcessEnv) {
    super(`apps/${name}/main.ts`, env);
    this.name = name;
  }
}
