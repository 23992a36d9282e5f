"""CloudWatch Logs as its own client sees it: what is put is on disk and comes back, in pages and filtered."""

import time
import unittest

from botocore.exceptions import ClientError

from harness import ConformanceTest, wait_for


class LogsTest(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.logs = cls.server.client("logs")
        cls.now = int(time.time() * 1000)

    def make_stream(self, group, stream):
        self.logs.create_log_group(logGroupName=group)
        self.logs.create_log_stream(logGroupName=group, logStreamName=stream)

    def put(self, group, stream, *messages):
        events = [{"timestamp": self.now + i, "message": message} for i, message in enumerate(messages)]
        answer = self.logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)
        self.assertNotIn("rejectedLogEventsInfo", answer)

    def assert_refused(self, code, text, call, **members):
        with self.assertRaises(ClientError) as refused:
            call(**members)
        self.assertEqual(refused.exception.response["Error"]["Code"], code)
        self.assertEqual(refused.exception.response["Error"]["Message"], text)
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_groups_and_streams(self):
        self.make_stream("/a/web", "web/app/1")
        self.assert_refused(
            "ResourceAlreadyExistsException",
            "The specified log group already exists",
            self.logs.create_log_group,
            logGroupName="/a/web",
        )
        self.logs.put_retention_policy(logGroupName="/a/web", retentionInDays=7)
        group = self.logs.describe_log_groups(logGroupNamePrefix="/a/")["logGroups"][0]
        self.assertEqual((group["logGroupName"], group["retentionInDays"]), ("/a/web", 7))
        self.assertTrue(group["arn"].endswith(":log-group:/a/web:*"))
        stream = self.logs.describe_log_streams(logGroupName="/a/web")["logStreams"][0]
        self.assertEqual(stream["logStreamName"], "web/app/1")
        self.assertNotIn("lastEventTimestamp", stream)
        self.put("/a/web", "web/app/1", "x")
        stream = self.logs.describe_log_streams(
            logGroupName="/a/web", orderBy="LastEventTime", descending=True
        )["logStreams"][0]
        self.assertEqual(stream["lastEventTimestamp"], self.now)
        self.logs.delete_log_group(logGroupName="/a/web")
        self.assert_refused(
            "ResourceNotFoundException",
            "The specified log group does not exist.",
            self.logs.describe_log_streams,
            logGroupName="/a/web",
        )

    def test_events_come_back_in_pages(self):
        self.make_stream("/b", "s")
        messages = [f"line {i} ü \"q\" \n" for i in range(25)]
        self.put("/b", "s", *messages)
        seen, token = [], None
        while True:
            more = {"nextToken": token} if token else {}
            page = self.logs.get_log_events(
                logGroupName="/b", logStreamName="s", startFromHead=True, limit=10, **more
            )
            seen += [event["message"] for event in page["events"]]
            if page["nextForwardToken"] == token:
                break
            token = page["nextForwardToken"]
        self.assertEqual(seen, messages)
        newest = self.logs.get_log_events(logGroupName="/b", logStreamName="s", limit=2)
        self.assertEqual([event["message"] for event in newest["events"]], messages[-2:])
        pages = self.logs.get_paginator("filter_log_events").paginate(
            logGroupName="/b", filterPattern="line", PaginationConfig={"PageSize": 7}
        )
        filtered = [event["message"] for page in pages for event in page["events"]]
        self.assertEqual(filtered, messages)

    def test_filter_patterns(self):
        self.make_stream("/c", "s")
        self.put("/c", "s", '{"level":"ERROR","ms":12}', '{"level":"INFO","ms":70}', "GET /x 404")

        def found(pattern):
            events = self.logs.filter_log_events(logGroupName="/c", filterPattern=pattern)["events"]
            return [event["timestamp"] - self.now for event in events]

        self.assertEqual(found('{ $.level = "ERROR" || $.ms > 60 }'), [0, 1])
        self.assertEqual(found("[method, path, status = 4*]"), [2])
        self.assertEqual(found("?GET ?ERROR"), [0, 2])
        self.assertEqual(found("%\\d{3}$%"), [2])
        self.assert_refused(
            "InvalidParameterException",
            "Invalid filter pattern",
            self.logs.filter_log_events,
            logGroupName="/c",
            filterPattern="{ $.x }",
        )

    def test_what_is_too_old_is_said(self):
        self.make_stream("/d", "s")
        answer = self.logs.put_log_events(
            logGroupName="/d",
            logStreamName="s",
            sequenceToken="anything",
            logEvents=[{"timestamp": self.now - 15 * 86_400_000, "message": "old"}],
        )
        self.assertEqual(answer["rejectedLogEventsInfo"], {"tooOldLogEventEndIndex": 1})

    def test_tags_under_both_names(self):
        self.logs.create_log_group(logGroupName="/e", tags={"a": "1"})
        arn = self.logs.describe_log_groups(logGroupNamePrefix="/e")["logGroups"][0]["arn"][:-2]
        self.logs.tag_resource(resourceArn=arn, tags={"b": "2"})
        self.logs.untag_log_group(logGroupName="/e", tags=["a"])
        self.assertEqual(self.logs.list_tags_log_group(logGroupName="/e")["tags"], {"b": "2"})
        self.assertEqual(self.logs.list_tags_for_resource(resourceArn=arn)["tags"], {"b": "2"})

    def test_filters_and_policies_are_kept(self):
        self.logs.create_log_group(logGroupName="/f")
        self.logs.put_metric_filter(
            logGroupName="/f",
            filterName="errors",
            filterPattern="ERROR",
            metricTransformations=[{"metricName": "n", "metricNamespace": "s", "metricValue": "1"}],
        )
        self.assertEqual(self.logs.describe_metric_filters()["metricFilters"][0]["filterName"], "errors")
        matches = self.logs.test_metric_filter(filterPattern="[a, b]", logEventMessages=["1 2", "1"])["matches"]
        self.assertEqual(matches[0]["extractedValues"], {"$a": "1", "$b": "2"})
        self.logs.put_resource_policy(policyName="p", policyDocument="{}")
        self.assertEqual(self.logs.describe_resource_policies()["resourcePolicies"][0]["policyName"], "p")

    def test_insights(self):
        self.make_stream("/g", "s")
        self.put("/g", "s", '{"ms":10}', '{"ms":30}')
        second = self.now // 1000
        query = self.logs.start_query(
            logGroupName="/g",
            startTime=second - 60,
            endTime=second + 60,
            queryString="stats avg(ms) as mean, count(*) as n",
        )["queryId"]

        def complete():
            answer = self.logs.get_query_results(queryId=query)
            return answer if answer["status"] == "Complete" else None

        answer = wait_for("the query", complete)
        row = {field["field"]: field["value"] for field in answer["results"][0]}
        self.assertEqual(row, {"mean": "20", "n": "2"})
        self.assert_refused(
            "MalformedQueryException",
            "unexpected symbol found | at line 1 and position 8",
            self.logs.start_query,
            logGroupName="/g",
            startTime=second,
            endTime=second,
            queryString="fields |",
        )

    def test_what_is_not_there_says_so(self):
        with self.assertRaises(ClientError) as refused:
            self.logs.create_export_task(logGroupName="/g", fromTime=0, to=1, destination="b")
        self.assertEqual(refused.exception.response["Error"]["Code"], "InvalidOperationException")


if __name__ == "__main__":
    unittest.main()
