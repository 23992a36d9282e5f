"""What reads the program's output may stop reading: the program goes on, and ends when told to."""

import os
import pty
import signal
import termios
import unittest

from program import Program

CALLS = 1_000  # each is refused and logged: some 200 KB, a pipe holds 64


class ConsoleTest(unittest.TestCase):
    def start(self, **streams):
        program = Program(**streams)
        self.addCleanup(program.close)
        program.wait_until_ready()
        return program

    def log_much(self, program):
        for _ in range(CALLS):
            status, _ = program.call("SubmitTaskStateChange", {"task": "x" * 100, "status": "RUNNING"})
            self.assertEqual(status, 400)

    def works(self, program):
        status, health = program.health()
        self.assertEqual((status, health["status"]), (200, "ok"))
        status, made = program.call("CreateCluster", {"clusterName": "other"})
        self.assertEqual((status, made["cluster"]["status"]), (200, "ACTIVE"))

    def ends(self, program, number):
        status, seconds = program.end(number)
        self.assertEqual(status, 0)
        self.assertLess(seconds, 15)

    def test_a_pipe_that_nobody_reads(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        program = self.start(stdout=writer, stderr=writer)
        os.close(writer)
        self.log_much(program)
        self.works(program)
        self.ends(program, signal.SIGTERM)

    def test_a_terminal_that_was_stopped(self):
        master, terminal = pty.openpty()
        self.addCleanup(os.close, master)
        program = self.start(stdout=terminal, stderr=terminal)
        termios.tcflow(terminal, termios.TCOOFF)  # as Ctrl-S does
        os.close(terminal)
        self.log_much(program)
        self.works(program)
        self.ends(program, signal.SIGTERM)

    def test_dropped_lines_are_counted_once_somebody_reads(self):
        reader, writer = os.pipe()
        program = self.start(stderr=writer)
        os.close(writer)
        for _ in range(8):  # more than the pipe and the queue hold
            self.log_much(program)
        program.process.send_signal(signal.SIGTERM)
        with os.fdopen(reader) as log:
            lines = log.read().splitlines()
        self.assertEqual(program.process.wait(timeout=30), 0)
        refused = sum("agent_call_refused" in line for line in lines)
        said = [line for line in lines if "log_lines_dropped" in line]
        dropped = sum(int(line.split('why="')[1].split(" ")[0]) for line in said)
        self.assertGreater(dropped, 0)
        self.assertGreaterEqual(refused + dropped, 8 * CALLS)

    def test_every_signal_that_asks_for_an_end_is_an_end_in_order(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            with self.subTest(number):
                reader, writer = os.pipe()
                program = self.start(stdout=writer)
                os.close(writer)
                self.ends(program, number)
                with os.fdopen(reader) as said:
                    self.assertIn("Stopping. Containers go on", said.read())


if __name__ == "__main__":
    unittest.main(verbosity=2)
