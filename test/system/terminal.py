"""Runs a program in a pseudo-terminal and types into it.

Arguments: columns, rows, program and its arguments. On stdin a JSON list of steps [text to wait for, keys to send];
on stdout JSON {output, code}. A text that does not come within its time ends the program; code is then null.
"""
import fcntl, json, os, pty, select, signal, struct, sys, termios, time

columns, rows, *command = sys.argv[1:]
steps = json.load(sys.stdin)
child, fd = pty.fork()
if child == 0:
    os.execvp(command[0], command)
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', int(rows), int(columns), 0, 0))
output = b''
seen = 0


def read(seconds):
    global output
    ready, _, _ = select.select([fd], [], [], seconds)
    if not ready:
        return True
    try:
        piece = os.read(fd, 65536)
    except OSError:
        piece = b''
    output += piece
    return piece != b''


failed = None
for wait, keys in steps:
    limit = time.time() + 60
    while wait.encode() not in output[seen:]:
        if time.time() > limit or not read(0.2):
            failed = wait
            break
    if failed is not None:
        break
    seen = output.index(wait.encode(), seen) + len(wait.encode())
    os.write(fd, keys.encode())

limit = time.time() + (0 if failed is not None else 20)
while time.time() < limit and read(0.2):
    pass
done, status = os.waitpid(child, os.WNOHANG)
if done == 0 and failed is None:
    time.sleep(1)
    done, status = os.waitpid(child, os.WNOHANG)
if done == 0:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
print(json.dumps({'output': output.decode('utf-8', 'replace'), 'code': None if done == 0 else os.waitstatus_to_exitcode(status), 'failed': failed}))
