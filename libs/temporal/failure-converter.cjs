// The SDK loads this by its path with `require`, under every loader that the project runs on: hence CommonJS.
// Messages and stack traces of failures are encrypted like any other payload.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { DefaultFailureConverter } = require('@temporalio/common');

module.exports = { failureConverter: new DefaultFailureConverter({ encodeCommonAttributes: true }) };
