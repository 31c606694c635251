import pg from 'pg';
import { startTestServers, uniqueName } from '../../test/support/servers.ts';
import { emptyFold } from '../account/fold.ts';
import { migrate } from './index.ts';

type Stack = Awaited<ReturnType<typeof startTestServers>>;

describe('a database that is brought up to date by an owner who is no superuser', () => {
  const name = uniqueName('owned').replaceAll('-', '_');
  let servers: Stack;
  let admin: pg.Client;
  let owner: pg.Client;
  let url: string;

  beforeAll(async () => {
    servers = await startTestServers({ postgres: true });
    admin = new pg.Client({ connectionString: servers.postgres.adminUrl });
    await admin.connect();
    await admin.query(`create role ${name} login createrole nosuperuser nobypassrls password 'owner'`);
    await admin.query(`create database ${name} owner ${name}`);
    const own = new URL(servers.postgres.adminUrl);
    [own.username, own.password, own.pathname] = [name, 'owner', `/${name}`];
    url = own.href;
    await migrate({ url });
    owner = new pg.Client({ connectionString: url });
    await owner.connect();
  });

  afterAll(async () => {
    await owner?.end();
    await admin?.query(`drop database if exists ${name} with (force)`);
    await admin?.query(`drop role if exists ${name}`);
    await admin?.end();
    await servers?.stop();
  });

  it('has what was there before changed in every utility', async () => {
    const awaited = {
      billing: { unacknowledged: ['B1#penalty'] },
      counsel: { petitions: [{ reviews: [{ answeredAt: null }] }] },
      grant: { beyondLimits: [{ answer: null }] },
      plan: { arrangements: [{ approvedBy: null }] },
    };
    const answered = { answered: { petitions: [{ reviews: [{ answeredAt: '2027-03-01T00:00:00.000Z' }] }], beyondLimits: [{ answer: 'approved' }], arrangements: [{ approvedBy: 'supervisor-1' }] }, nothing: {} };
    await owner.query('alter table account no force row level security');
    for (const utility of ['county', 'village']) {
      await owner.query(`insert into utility (utility_id, pack, clock_mode, feeds) values ($1, 'OH-COUNTY@1', 'real', '[]')`, [utility]);
      for (const [account, told] of Object.entries({ ...awaited, ...answered })) {
        const state = { ...emptyFold(account).state, ...told };
        await owner.query(`insert into account (utility_id, account_id, version, head_hash, last_key, state, balance_cents) values ($1, $2, 1, '', '', $3, 0)`, [utility, account, state]);
      }
    }
    // As it was before its last change.
    await owner.query(`alter table account force row level security; alter table account drop column awaits_answer; delete from mikro_orm_migrations where name = 'awaited-answers'`);
    await migrate({ url });
    expect((await owner.query('select * from account')).rows).toEqual([]);
    await owner.query('alter table account no force row level security');
    const { rows } = await owner.query('select utility_id, account_id from account where awaits_answer order by 1, 2');
    expect(rows).toEqual(['county', 'village'].flatMap((utility_id) => Object.keys(awaited).map((account_id) => ({ utility_id, account_id }))));
  });
});
