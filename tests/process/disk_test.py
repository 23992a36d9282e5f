"""A disk that takes nothing more, and files that are not what they were."""

import json
import pathlib
import resource
import signal
import subprocess
import time
import unittest

from program import Program, signed

NAMES = 3_000


class FullDiskTest(unittest.TestCase):
    def limit(self, program, size):
        """Lets no file of the program grow beyond `size`: a disk without room, for one process."""
        resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def create(self, program, name):
        return program.call("CreateCluster", {"clusterName": name})

    def names(self, program):
        """What ListClusters tells; None when it is refused."""
        names, token = set(), None
        while True:
            status, page = program.call("ListClusters", {"nextToken": token} if token else {})
            if status != 200:
                return None
            names |= {arn.rsplit("/", 1)[1] for arn in page["clusterArns"]}
            token = page.get("nextToken")
            if not token:
                return names

    def fill(self, program):
        """Writes until there is no room. Returns what was acknowledged."""
        size = max(f.stat().st_size for f in pathlib.Path(program.directory).rglob("journal.db*"))
        self.limit(program, size + 100_000)
        made = {"default"}
        for i in range(NAMES):
            status, answer = self.create(program, f"c{i}")
            if status != 200:
                self.assertEqual(answer["__type"].split("#")[-1], "ServerException")
                return made
            made.add(f"c{i}")
        self.fail("the disk never became full")

    def test_reads_go_on_while_nothing_can_be_written_and_writes_once_there_is_room(self):
        # What grows beyond its limit is told so, as on a full disk, and not killed.
        program = Program(restore_signals=False)
        self.addCleanup(program.close)
        program.wait_until_ready()
        made = self.fill(program)

        reads = answered = refused = 0
        end = time.monotonic() + 4
        while time.monotonic() < end:
            status, answer = self.create(program, f"lost-{reads}")
            if status != 200:
                refused += 1
                self.assertIn("journal.db", answer.get("message") or answer.get("Message"))
            else:
                made.add(f"lost-{reads}")  # it found a place
            reads += 1
            seen = self.names(program)
            if seen is not None:
                answered += 1
                self.assertLessEqual(made, seen)
        self.assertGreater(reads, 20)
        self.assertGreater(refused, reads / 2)
        self.assertGreaterEqual(answered, reads * 0.99)
        status, health = program.health()
        self.assertEqual((status, health["status"]), (503, "read-only"))
        self.assertIn("journal.db", health["why"])

        self.limit(program, resource.RLIM_INFINITY)
        deadline = time.monotonic() + 15
        while self.create(program, "again")[0] != 200:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)  # the pace of asking again
        self.assertEqual(program.health()[0], 200)
        made.add("again")
        before = self.names(program)
        self.assertLessEqual(made, before)
        self.assertEqual(program.end(signal.SIGTERM)[0], 0)

        again = Program(directory=program.directory)
        self.addCleanup(again.close)
        again.wait_until_ready()
        self.assertEqual(self.names(again), before)


class LostJournalTest(unittest.TestCase):
    def setUp(self):
        self.program = Program()
        self.addCleanup(self.program.close)
        self.program.wait_until_ready()
        for i in range(20):
            self.assertEqual(self.program.call("CreateCluster", {"clusterName": f"c{i}"})[0], 200)
        # 20, and what the start made: a cluster, a VPC.
        self.records = json.loads(self.program.get("/_gantry/state", headers=signed())[1])["sequence"]
        self.data = pathlib.Path(self.program.directory) / "data"

    def start(self, *flags):
        program = Program(
            directory=self.program.directory, flags=flags, stderr=subprocess.PIPE, text=True
        )
        self.addCleanup(program.process.stderr.close)
        self.addCleanup(program.close)
        return program

    def refused(self, *words):
        program = self.start()
        self.assertEqual(program.process.wait(timeout=30), 1)
        said = program.process.stderr.read()
        for word in (*words, "--accept-loss"):
            self.assertIn(word, said)

    def test_a_deleted_write_ahead_log(self):
        mark = self.data / "journal.mark"
        deadline = time.monotonic() + 10
        while mark.read_text().split()[2] != str(self.records):  # it follows within a second
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        self.program.process.kill()
        self.program.process.wait()
        log = self.data / "journal.db-wal"
        log.rename(self.data / "away")
        self.refused(f"once held {self.records} records")
        (self.data / "away").rename(log)
        program = self.start()
        program.wait_until_ready()
        self.assertEqual(len(program.call("ListClusters", {})[1]["clusterArns"]), 21)

    def test_an_empty_file_beside_the_keys(self):
        self.assertEqual(self.program.end(signal.SIGTERM)[0], 0)
        (self.data / "journal.db").write_bytes(b"")
        self.refused("missing or empty", f"once held {self.records} records")
        (self.data / "journal.mark").unlink()
        self.refused("missing or empty", ".key is there")
        program = self.start("--accept-loss")
        program.wait_until_ready()
        self.assertEqual(len(program.call("ListClusters", {})[1]["clusterArns"]), 1)

    def test_a_flipped_byte(self):
        self.assertEqual(self.program.end(signal.SIGTERM)[0], 0)
        file = self.data / "journal.db"
        text = bytearray(file.read_bytes())
        text[text.rindex(b"c7")] ^= 1
        file.write_bytes(text)
        self.refused("damaged")


if __name__ == "__main__":
    unittest.main(verbosity=2)
