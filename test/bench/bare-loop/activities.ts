import type pg from 'pg';

export interface BareActivities {
  insertRow(workflowId: string, step: number): Promise<void>;
}

export const bareTable = 'create table bare_step (workflow_id text not null, step int not null, at timestamptz not null default clock_timestamp(), primary key (workflow_id, step))';

export function bareActivities(pool: pg.Pool): BareActivities {
  return {
    async insertRow(workflowId, step) {
      await pool.query('insert into bare_step (workflow_id, step) values ($1, $2) on conflict do nothing', [workflowId, step]);
    },
  };
}
