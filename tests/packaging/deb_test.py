"""The Debian package: what is in it, whose it is, and that installing it starts nothing."""

import configparser
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class DebTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix="gantry-deb-"))
        cls.addClassCleanup(shutil.rmtree, cls.work)
        # Any program will do: the layout is what is looked at.
        cls.deb = cls.build("first")
        cls.control = cls.work / "control"
        run("dpkg-deb", "--control", cls.deb, str(cls.control))
        cls.files = {}
        for line in run("dpkg-deb", "--contents", cls.deb).splitlines():
            mode, owner, _, _, _, path = line.split(None, 5)
            cls.files[path.removeprefix(".")] = (mode, owner)

    @classmethod
    def build(cls, name):
        output = cls.work / name
        return run(
            str(ROOT / "packaging/build-deb"), "--binary", "/bin/true", "--output", str(output)
        ).strip()

    def test_files_are_roots_and_options_are_private(self):
        self.assertEqual({owner for _, owner in self.files.values()}, {"root/root"})
        expected = {
            "/usr/bin/gantry": "-rwxr-xr-x",
            "/usr/lib/systemd/system/gantry-server.service": "-rw-r--r--",
            "/usr/lib/systemd/system/gantry-agent.service": "-rw-r--r--",
            "/etc/gantry/server.env": "-rw-------",
            "/etc/gantry/agent.env": "-rw-------",
            "/usr/share/doc/gantry/copyright": "-rw-r--r--",
        }
        for path, mode in expected.items():
            self.assertEqual(self.files[path][0], mode, path)

    def test_options_that_were_changed_are_kept(self):
        self.assertEqual(
            (self.control / "conffiles").read_text().split(),
            ["/etc/gantry/agent.env", "/etc/gantry/server.env"],
        )

    def test_it_says_what_it_needs(self):
        fields = run("dpkg-deb", "--field", self.deb)
        version = re.search(r'"(.*)"', (ROOT / "src/cmd/version.h").read_text()).group(1)
        self.assertIn(f"\nVersion: {version}\n", fields)
        self.assertRegex(fields, r"\nDepends: .*libc6 .*, passwd\n")
        self.assertRegex(fields, r"\nRecommends: .*docker\.io")

    def test_installing_starts_nothing(self):
        for name in ("postinst", "prerm", "postrm"):
            script = self.control / name
            run("sh", "-n", str(script))
            commands = [l for l in script.read_text().splitlines() if not l.lstrip().startswith("#")]
            self.assertNotRegex("\n".join(commands), r"\b(start|restart|enable|try-restart)\b", name)
        self.assertNotIn("gantry-", (self.control / "postinst").read_text())

    def test_units_end_where_starting_again_does_not_help(self):
        agent, server = (self.unit(name) for name in ("agent", "server"))
        self.assertEqual(agent["Service"]["RestartPreventExitStatus"], "2 5")
        self.assertEqual(agent["Service"]["EnvironmentFile"], "/etc/gantry/agent.env")
        self.assertEqual(server["Service"]["User"], "gantry")
        self.assertEqual(server["Service"]["ProtectSystem"], "strict")
        for option in ("ProtectSystem", "PrivateTmp", "ProtectHome", "PrivateDevices"):
            self.assertNotIn(option, agent["Service"], "its mounts have to be seen by Docker")

    def test_it_is_the_same_each_time(self):
        again = self.build("second")
        self.assertEqual(pathlib.Path(self.deb).read_bytes(), pathlib.Path(again).read_bytes())

    def unit(self, name):
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.optionxform = str
        parser.read(ROOT / f"packaging/systemd/gantry-{name}.service")
        return parser


if __name__ == "__main__":
    unittest.main()
