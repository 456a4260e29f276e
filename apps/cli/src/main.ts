import { call } from './call.ts';
import { connect, connectAsAnyone, type Output } from './connection.ts';
import { described, listed } from './describe.ts';
import { importFile, importUsage } from './import.ts';
import { operations } from './operations.ts';

const usage = `Over the network:
  list                                      every operation
  help OPERATION                            what it takes and who may
  call OPERATION key=value key:=JSON say.field='words' key=@FILE [--all]
  ${importUsage}
  With SOJOURN_USER, SOJOURN_PASSWORD and SOJOURN_CODE (what your authenticator app shows, or a code on paper), or SOJOURN_TOKEN, at SOJOURN_SERVER (http://localhost:4173). What anyone may read (law.…) needs neither.`;

const output: Output = { say: (line) => process.stdout.write(`${line}\n`), tell: (line) => process.stderr.write(`${line}\n`) };
const [command, name = '', ...words] = process.argv.slice(2);

try {
  process.exitCode = await run();
} catch (problem) {
  output.tell(problem instanceof Error ? problem.message : 'It did not work.');
  process.exitCode = 1;
}

async function run(): Promise<number> {
  if (command === 'import') return importFile([name, ...words], await connect(process.env), output);
  const operation = operations.get(name);
  if (command === 'list') for (const line of listed(operations.values())) output.say(line);
  else if (command === 'help' && operation !== undefined) for (const line of described(operation)) output.say(line);
  else if (command === 'call' && operation !== undefined)
    return call(operation, words, operation.is === 'open-query' ? connectAsAnyone(process.env) : await connect(process.env), output);
  else {
    output.tell(name === '' ? usage : `There is no operation ${name}. See: sojourn list`);
    return 1;
  }
  return 0;
}
