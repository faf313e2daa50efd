// A mail server in a process of its own that takes every mail and throws it away; says its port when it listens.
import { SMTPServer } from 'smtp-server';

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData: (stream, session, done) => stream.on('end', done).resume(),
});
server.listen(0, '127.0.0.1', () => console.log(`Vanger ${server.server.address().port}`));
