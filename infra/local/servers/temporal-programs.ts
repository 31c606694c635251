import type { GoProgram } from './go-program.ts';

const VERSION = '1.32.0';

export const TEMPORAL_SERVER: GoProgram = {
  name: 'temporal-server',
  title: 'the Temporal server',
  module: 'go.temporal.io/server/cmd/server',
  version: VERSION,
};

/** Sets up and updates the server's tables; carries the schema of its version inside. */
export const TEMPORAL_SQL_TOOL: GoProgram = {
  name: 'temporal-sql-tool',
  title: "Temporal's schema tool",
  module: 'go.temporal.io/server/cmd/tools/sql',
  version: VERSION,
};

export const TEMPORAL_UI: GoProgram = {
  name: 'temporal-ui',
  title: "Temporal's web interface",
  module: 'github.com/temporalio/ui-server/v2/cmd/server',
  version: '2.42.1',
};
