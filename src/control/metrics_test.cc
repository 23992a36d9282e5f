// /_gantry/metrics, over HTTP.
#include "control/metrics.h"

#include "control/plane_fixture.h"

namespace gantry::control::test {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;

class MetricsPage : public PlaneTest {
  protected:
    void SetUp() override {
        options.version = "0.1.0";
        start(AuthMode::Any);
    }
    [[nodiscard]] std::string text() const {
        const auto answer = send(claimed(page("/_gantry/metrics")));
        EXPECT_EQ(answer.status, 200);
        return answer.body;
    }
};

TEST_F(MetricsPage, SaysWhatTheCoreTheJournalAndTheServicesDo) {
    ASSERT_EQ(send(claimed(call("CreateCluster", R"({"clusterName":"a"})"))).status, 200);
    EXPECT_THAT(
        text(),
        AllOf(
            HasSubstr("gantry_build_info{version=\"0.1.0\"} 1\n"),
            HasSubstr("gantry_core_queue_length "),
            HasSubstr("gantry_core_turn_duration_seconds_count "),
            HasSubstr("gantry_core_commit_duration_seconds_count 2\n"),
            HasSubstr("gantry_core_writable 1\n"),
            HasSubstr("gantry_journal_records 2\n"),
            HasSubstr("gantry_journal_sequence 2\n"),
            ContainsRegex("gantry_journal_bytes [1-9]"),
            HasSubstr("gantry_controller_waiting_keys{controller=\"service-controller\"} 0\n"),
            HasSubstr("gantry_controller_lag_seconds 0\n"),
            HasSubstr("gantry_ecs_agents_connected 0\n"),
            HasSubstr("gantry_ecs_tasks{status=\"RUNNING\"} 0\n")
        )
    );
}

TEST_F(MetricsPage, CountsRequestsAndConnections) {
    ASSERT_EQ(send(claimed(call("CreateCluster"))).status, 200);
    ASSERT_EQ(send(claimed(call("CreateCluster", R"({"clusterName":"a b"})"))).status, 400);
    ASSERT_EQ(send(call("CreateCluster")).status, 400) << "no signature: refused by its head";
    ASSERT_EQ(send(claimed(call("NoSuchOperation"))).status, 400);
    EXPECT_THAT(
        text(),
        AllOf(
            HasSubstr("gantry_requests_total{service=\"ecs\",operation=\"CreateCluster\",code="
                      "\"200\"} 1\n"),
            HasSubstr("gantry_requests_total{service=\"ecs\",operation=\"CreateCluster\",code="
                      "\"400\"} 2\n"),
            HasSubstr(
                "gantry_requests_total{service=\"ecs\",operation=\"unknown\",code=\"400\"} 1\n"
            ),
            HasSubstr("gantry_request_duration_seconds_count{service=\"ecs\",operation="
                      "\"CreateCluster\"} 2\n"),
            HasSubstr("gantry_http_connections{kind=\"http\"} "),
            HasSubstr("gantry_http_connections_accepted_total 5\n"),
            HasSubstr("gantry_http_connections_refused_total 0\n"),
            HasSubstr("gantry_http_bodies_bytes 0\n")
        )
    );
}

TEST_F(MetricsPage, SaysWhatTheProcessTakes) {
    EXPECT_THAT(
        text(),
        AllOf(
            ContainsRegex("process_resident_memory_bytes [1-9]"),
            ContainsRegex("process_open_fds [1-9]"),
            ContainsRegex("process_max_fds [1-9]"),
            HasSubstr("process_cpu_seconds_total ")
        )
    );
}

TEST_F(MetricsPage, IsInPrometheusFormatAndForReadersOnly) {
    EXPECT_EQ(
        *send(claimed(page("/_gantry/metrics"))).headers.find("Content-Type"),
        "text/plain; version=0.0.4; charset=utf-8"
    );
    EXPECT_EQ(send(page("/_gantry/metrics")).status, 401);
}

}  // namespace
}  // namespace gantry::control::test
