"""What people hand over as a secret is found nowhere but in the answers to those who may read it: in no file,
on no page, in no output of the program, also when it is killed; and it leaves no core file."""

import base64
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile
import unittest
import urllib.parse

from program import GANTRY, Program

KMS = ("kms", "TrentService.")
SSM = ("ssm", "AmazonSSM.")
SECRETS = ("secretsmanager", "secretsmanager.")


def secret(word):
    """A text that no escaping leaves as it is, around a word that all do."""
    return f'«"{word}-Zq7Xw0Vb3Kd»\\\n'


def encoded(value):
    """The base64 of bytes wherever they begin in what is encoded: without what depends on neighbours."""
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + value).decode()
        whole = text[(0, 2, 3)[shift]:(len(value) + shift) // 3 * 4]
        yield whole
        yield whole.replace("+", "-").replace("/", "_")


def forms(value):
    """Every way in which the text or bytes might be written down."""
    raw = value if isinstance(value, bytes) else value.encode()
    found = {raw, raw.hex().encode(), raw.hex().upper().encode(), urllib.parse.quote(raw).encode()}
    found |= {text.encode() for text in encoded(raw)}
    if isinstance(value, str):
        word = value[2:-3]  # of secret()
        found |= {word.encode(), word.encode().hex().encode(), word.encode().hex().upper().encode()}
        found |= {text.encode() for text in encoded(word.encode())}
        for ascii_only in (True, False):
            escaped = json.dumps(value, ensure_ascii=ascii_only)[1:-1]
            found |= {escaped.encode(), json.dumps(escaped)[1:-1].encode()}
    return found


class SecretsTest(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="gantry-process-"))
        self.addCleanup(shutil.rmtree, self.directory)
        self.secrets = {}  # name → text or bytes
        self.arns = []
        self.starts = 0

    def start(self):
        """The program on the same data, all that it prints in a file beside it."""
        self.starts += 1
        with (self.directory / f"output-{self.starts}").open("wb") as output:
            self.program = Program(str(self.directory), options=["-v"], stdout=output, stderr=output)
        self.addCleanup(self.program.close)
        self.program.wait_until_ready()

    def new(self, word):
        self.secrets[word] = secret(word)
        return self.secrets[word]

    def new_bytes(self, word):
        self.secrets[word] = b"\0\xff\xfe" + secret(word).encode()
        return base64.b64encode(self.secrets[word]).decode()

    def ask(self, service, operation, expected=200, key="000000000000", **members):
        name, target = service
        status, answer = self.program.call(operation, members, target=target, service=name, key=key)
        self.assertEqual(status, expected, answer)
        return answer

    def refused(self, service, operation, **members):
        told = self.ask(service, operation, expected=400, **members)
        for name, value in self.secrets.items():
            self.assertEqual([form for form in forms(value) if form in json.dumps(told).encode()], [], name)
        return told["__type"].rsplit("#", 1)[-1]

    # What is handed over.

    def store(self):
        key = self.ask(KMS, "CreateKey")["KeyMetadata"]
        self.arns.append(key["Arn"])
        self.ask(SSM, "PutParameter", Name="open", Type="String", Value="Open-Zq7Xw0Vb3Kd")
        self.ask(SSM, "PutParameter", Name="a", Type="SecureString", Value=self.new("parameter"))
        self.ask(SSM, "PutParameter", Name="b", Type="SecureString", KeyId=key["KeyId"], Value=self.new("with-a-key"))
        self.ask(SSM, "PutParameter", Name="b", Type="SecureString", Overwrite=True, KeyId=key["KeyId"],
                 Value=self.new("second-version"))
        self.ask(SSM, "PutParameter", Name="gone", Type="SecureString", Value=self.new("deleted"))
        self.ask(SSM, "DeleteParameter", Name="gone")
        self.arns += [f"arn:aws:ssm:us-east-1:000000000000:parameter/{name}" for name in ("open", "a", "b", "gone")]

        made = self.ask(SECRETS, "CreateSecret", Name="text", SecretString=self.new("string"))
        self.ask(SECRETS, "PutSecretValue", SecretId="text", SecretString=self.new("put"))
        self.ask(SECRETS, "UpdateSecret", SecretId="text", SecretString=self.new("updated"))
        binary = self.ask(SECRETS, "CreateSecret", Name="bytes", KmsKeyId=key["Arn"],
                          SecretBinary=self.new_bytes("binary"))
        gone = self.ask(SECRETS, "CreateSecret", Name="gone", SecretString=self.new("deleted-secret"))
        self.ask(SECRETS, "DeleteSecret", SecretId="gone", ForceDeleteWithoutRecovery=True)
        self.arns += [made["ARN"], binary["ARN"], gone["ARN"]]

        sealed = self.ask(KMS, "Encrypt", KeyId=key["KeyId"], Plaintext=self.new_bytes("plaintext"),
                          EncryptionContext={"for": "the test"})
        opened = self.ask(KMS, "Decrypt", CiphertextBlob=sealed["CiphertextBlob"],
                          EncryptionContext={"for": "the test"})
        self.assertEqual(base64.b64decode(opened["Plaintext"]), self.secrets["plaintext"])
        data_key = self.ask(KMS, "GenerateDataKey", KeyId=key["KeyId"], KeySpec="AES_256")
        self.secrets["data key"] = base64.b64decode(data_key["Plaintext"])
        self.secrets["random"] = base64.b64decode(self.ask(KMS, "GenerateRandom", NumberOfBytes=32)["Plaintext"])
        return key

    def store_nothing(self, key):
        """Calls that are refused are logged, and some of what they brought is told again."""
        self.assertEqual(self.refused(SSM, "PutParameter", Name="c", Type="SecureString", AllowedPattern="^a$",
                                      Value=self.new("unlike-the-pattern")), "ParameterPatternMismatchException")
        self.refused(SSM, "PutParameter", Name="c", Type="SecureString", Value=self.new("too-long") * 400)
        self.refused(SSM, "PutParameter", Name="a", Type="SecureString", Value=self.new("there-already"))
        self.refused(SSM, "PutParameter", Name="c", Type="SecureString", KeyId="alias/none", Value=self.new("no-key"))
        self.refused(SSM, "PutParameter", Name="c", Type="SecureString", Value={"not": self.new("a-text")})
        self.refused(SECRETS, "CreateSecret", Name="text", SecretString=self.new("name-taken"))
        self.refused(SECRETS, "CreateSecret", Name="both", SecretString=self.new("one-of"),
                     SecretBinary=self.new_bytes("two"))
        self.refused(SECRETS, "CreateSecret", Name="odd", SecretBinary=self.new("no-base64"))
        self.refused(SECRETS, "PutSecretValue", SecretId="nowhere", SecretString=self.new("no-secret"))
        self.refused(KMS, "Encrypt", KeyId="alias/none", Plaintext=self.new_bytes("for-no-key"))
        self.refused(KMS, "Encrypt", KeyId=key["KeyId"], Plaintext=self.new("no-bytes"))
        self.ask(KMS, "DisableKey", KeyId=key["KeyId"])
        self.assertEqual(self.refused(KMS, "Encrypt", KeyId=key["KeyId"], Plaintext=self.new_bytes("disabled")),
                         "DisabledException")
        self.ask(KMS, "EnableKey", KeyId=key["KeyId"])
        # A user without rights.
        user = self.program.form("iam", Action="CreateUser", UserName="eve", Version="2010-05-08")
        self.assertIn("user/eve", user)
        made = self.program.form("iam", Action="CreateAccessKey", UserName="eve", Version="2010-05-08")
        eve = made.split("<AccessKeyId>")[1].split("<")[0]
        self.assertEqual(self.refused(SSM, "PutParameter", key=eve, Name="d", Type="SecureString",
                                      Value=self.new("denied")), "AccessDeniedException")
        self.assertEqual(self.refused(SECRETS, "CreateSecret", key=eve, Name="d", SecretString=self.new("denied-too")),
                         "AccessDeniedException")
        self.assertEqual(self.refused(KMS, "Encrypt", key=eve, KeyId=key["KeyId"],
                                      Plaintext=self.new_bytes("not-for-eve")), "AccessDeniedException")

    def read_back(self):
        read = self.ask(SSM, "GetParameter", Name="b", WithDecryption=True)["Parameter"]
        self.assertEqual(read["Value"], self.secrets["second-version"])
        read = self.ask(SECRETS, "GetSecretValue", SecretId="text")
        self.assertEqual(read["SecretString"], self.secrets["updated"])
        read = self.ask(SECRETS, "GetSecretValue", SecretId="text", VersionStage="AWSPREVIOUS")
        self.assertEqual(read["SecretString"], self.secrets["put"])
        read = self.ask(SECRETS, "GetSecretValue", SecretId="bytes")
        self.assertEqual(base64.b64decode(read["SecretBinary"]), self.secrets["binary"])

    # Where it is looked for.

    def places(self):
        """(place, bytes) of every file: data and output."""
        for path in self.directory.rglob("*"):
            if path.is_file():
                yield str(path.relative_to(self.directory)), path.read_bytes()

    def shown(self):
        """(place, bytes) of every page and command, and of what the kernel tells of the process."""
        eve = "arn:aws:iam::000000000000:user/eve"
        pages = ["state", "journal", "health", "metrics"]
        perhaps = [f"iam/explain?principal={eve}", f"iam/suggest?principal={eve}&refused=true", "ca", "no-such-page",
                   "logs?task=arn:aws:ecs:us-east-1:000000000000:task/default/none"]
        for arn in self.arns:
            pages += [f"history?arn={arn}", f"history?arn={arn}&format=text"]
            pages += [f"iam/explain?principal={eve}&action=ssm:GetParameter&resource={arn}"]
        for page in pages + perhaps:
            status, body = self.program.get(f"/_gantry/{page}", headers={"Authorization": "Basic YW55OmFueQ=="})
            self.assertTrue(status == 200 or page in perhaps, f"{page}: {status}")
            yield page, body
        endpoint = ["--endpoint", f"http://127.0.0.1:{self.program.port}"]
        commands = [["state"]] + [["history", *flags, arn] for arn in self.arns for flags in ([], ["--json"])]
        for command in commands:
            done = subprocess.run([GANTRY, *command, *endpoint], capture_output=True, timeout=60)
            yield f"gantry {' '.join(command)}", done.stdout + done.stderr
        process = pathlib.Path(f"/proc/{self.program.process.pid}")
        for name in ("cmdline", "environ", "comm"):
            yield f"/proc/…/{name}", (process / name).read_bytes()

    def look(self, places):
        """Every place, searched for every form. Returns what the open parameter was found in."""
        wanted = {name: forms(value) for name, value in self.secrets.items()}
        for key_file in ("kms.key", "page-token.key", "root.key"):
            text = (self.directory / "data" / key_file).read_text().strip()
            for part in text.split(":")[-1:]:
                wanted[key_file] = {part.encode(), *[base64.b64encode(part.encode())]}
                if len(part) == 64:
                    wanted[key_file] |= forms(bytes.fromhex(part))
        found = []
        open_in = set()
        for place, content in places:
            if b"Open-Zq7Xw0Vb3Kd" in content:
                open_in.add(place)
            found += [(name, place) for name, of_it in wanted.items() if not place.endswith(f"data/{name}")
                      and any(form in content for form in of_it)]
        self.assertEqual(found, [])
        return open_in

    def test_secrets_are_in_no_file_and_on_no_page(self):
        self.start()
        key = self.store()
        self.store_nothing(key)
        self.read_back()
        # What is no secret is found: it was searched where things are.
        self.assertLessEqual({"state", "journal", "gantry state"}, self.look(self.shown()))
        self.assertTrue(any(place.startswith("data/journal.db") for place in self.look(self.places())))

        self.program.end(signal.SIGKILL)
        self.assertTrue(self.look(self.places()))

        self.start()
        self.read_back()
        self.look(self.shown())
        self.assertEqual(self.program.end(signal.SIGTERM)[0], 0)
        self.assertIn("data/journal.db", self.look(self.places()))

    def test_no_core_file(self):
        def allow():
            _, hard = resource.getrlimit(resource.RLIMIT_CORE)
            resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

        inside = self.directory / "inside"
        inside.mkdir()
        program = Program(str(self.directory), cwd=inside, preexec_fn=allow)
        self.addCleanup(program.close)
        program.wait_until_ready()
        limits = pathlib.Path(f"/proc/{program.process.pid}/limits").read_text().splitlines()
        core = [line.split() for line in limits if line.startswith("Max core file size")]
        self.assertEqual(core, [["Max", "core", "file", "size", "1", "1", "bytes"]])

        program.process.send_signal(signal.SIGABRT)
        how = os.waitid(os.P_PID, program.process.pid, os.WEXITED | os.WNOWAIT)
        # Also where the kernel hands core files to a program: killed, and nothing was dumped.
        self.assertEqual((how.si_code, how.si_status), (os.CLD_KILLED, signal.SIGABRT))
        self.assertEqual(program.process.wait(timeout=30), -signal.SIGABRT)
        self.assertEqual(list(inside.iterdir()), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
