import type { Socket } from 'node:net';

/**
 * Lets the packets that are written to a socket in one turn of the loop leave together: each would cost a
 * system call of its own, which for small messages is most of what they cost. The writer of packets corks the
 * socket around each; the first cork of a turn is held until its end.
 */
export function gatherOutflow(socket: Socket): void {
  const cork = socket.cork.bind(socket);
  let gathers = false;
  socket.cork = () => {
    if (!gathers) {
      gathers = true;
      cork();
      setImmediate(() => {
        gathers = false;
        socket.uncork();
      });
    }
    cork();
  };
}
