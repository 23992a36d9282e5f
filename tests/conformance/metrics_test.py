"""The metrics page as Prometheus' own parser reads it."""

import re
import sys
import unittest

try:
    from prometheus_client.parser import text_string_to_metric_families
except ImportError as missing:
    sys.exit(f"This test needs Prometheus' client ({missing}): tools/install-packages test")

from botocore.exceptions import ClientError

from harness import ConformanceTest

# What Prometheus' conventions allow of names, and of the ends that say the unit.
NAME = re.compile(r"^(gantry|process)_[a-z0-9_]+$")


class Metrics(ConformanceTest):
    MACHINES = 1

    def read(self):
        status, headers, body = self.server.page("/_gantry/metrics")
        self.assertEqual(status, 200, body)
        self.assertEqual(headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        return {family.name: family for family in text_string_to_metric_families(body)}

    def value(self, families, name, **labels):
        found = [s.value for f in families.values() for s in f.samples if s.name == name and s.labels == labels]
        self.assertEqual(len(found), 1, f"{name}{labels}: {found}")
        return found[0]

    def test_every_line_is_of_a_family_that_is_explained(self):
        for family in self.read().values():
            with self.subTest(family=family.name):
                self.assertRegex(family.name, NAME)
                self.assertIn(family.type, ("counter", "gauge", "histogram"))
                self.assertTrue(family.documentation)
                self.assertEqual(
                    len({(s.name, tuple(sorted(s.labels.items()))) for s in family.samples}), len(family.samples)
                )

    def test_buckets_add_up(self):
        for family in self.read().values():
            if family.type != "histogram":
                continue
            series = {}
            for sample in family.samples:
                labels = tuple(sorted((k, v) for k, v in sample.labels.items() if k != "le"))
                series.setdefault(labels, []).append(sample)
            for labels, samples in series.items():
                with self.subTest(family=family.name, labels=labels):
                    counts = [s.value for s in samples if s.name.endswith("_bucket")]
                    self.assertEqual(counts, sorted(counts))
                    self.assertEqual(counts[-1], samples[-1].value)
                    self.assertEqual(samples[-1].name, family.name + "_count")

    def test_what_happens_is_counted(self):
        before = self.read()
        self.ecs.list_clusters()
        with self.assertRaises(ClientError):
            self.ecs.describe_services(services=["x"], cluster="none")
        after = self.read()
        labels = {"service": "ecs", "operation": "ListClusters", "code": "200"}
        self.assertGreaterEqual(self.value(after, "gantry_requests_total", **labels), 1)
        refused = {"service": "ecs", "operation": "DescribeServices", "code": "400"}
        self.assertEqual(self.value(after, "gantry_requests_total", **refused), 1)
        self.assertEqual(self.value(after, "gantry_ecs_agents_connected"), 1)
        self.assertEqual(self.value(after, "gantry_ecs_container_instances", status="ACTIVE"), 1)
        turns = "gantry_core_turn_duration_seconds_count"
        self.assertGreater(self.value(after, turns), self.value(before, turns))
        cpu = "process_cpu_seconds_total"
        self.assertGreaterEqual(self.value(after, cpu), self.value(before, cpu))


if __name__ == "__main__":
    unittest.main()
