#include "agent/firelens/router_config.h"

#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

/// A container of everything.
RouterSetup full_setup(RouterProgram program) {
    RouterSetup setup;
    setup.program = program;
    setup.network = Network::Vpc;
    setup.memory_mib = 101;
    setup.fields = {
        {"ecs_task_definition", "web:3"},
        {"ecs_cluster", "default"},
        {"ecs_task_arn", "arn:aws:ecs:us-east-1:000000000000:task/default/0123"},
    };
    const bool fluentd = program == RouterProgram::Fluentd;
    setup.external_file = external_path(program);
    setup.outputs.push_back(
        {"app",
         {{fluentd ? "@type" : "Name", "firehose"},
          {"region", "us-west-2"},
          {"delivery_stream", "my stream"},
          {"include-pattern", "^a"},
          {"exclude-pattern", "b$"}}}
    );
    return setup;
}

TEST(RouterConfig, FluentBitInAVpc) {
    const auto text = router_config(full_setup(RouterProgram::FluentBit));
    ASSERT_TRUE(text) << text.error().message;
    EXPECT_EQ(*text, R"(
[INPUT]
    Name forward
    Mem_Buf_Limit 50MB
    unix_path /var/run/fluent.sock

[INPUT]
    Name forward
    Listen 127.0.0.1
    Port 24224

[INPUT]
    Name tcp
    Tag firelens-healthcheck
    Listen 127.0.0.1
    Port 8877

[FILTER]
    Name   grep
    Match app-firelens*
    Regex  log ^a

[FILTER]
    Name   grep
    Match app-firelens*
    Exclude log b$

[FILTER]
    Name record_modifier
    Match *
    Record ecs_cluster default
    Record ecs_task_arn arn:aws:ecs:us-east-1:000000000000:task/default/0123
    Record ecs_task_definition web:3

@INCLUDE /fluent-bit/etc/external.conf

[OUTPUT]
    Name null
    Match firelens-healthcheck

[OUTPUT]
    Name firehose
    Match app-firelens*
    delivery_stream my stream
    region us-west-2
)");
}

TEST(RouterConfig, FluentdInAVpc) {
    const auto text = router_config(full_setup(RouterProgram::Fluentd));
    ASSERT_TRUE(text) << text.error().message;
    EXPECT_EQ(*text, R"(
<source>
    @type unix
    path /var/run/fluent.sock
</source>

<source>
    @type forward
    bind 127.0.0.1
    port 24224
</source>

<filter app-firelens**>
    @type  grep
    <regexp>
        key log
        pattern ^a
    </regexp>
</filter>

<filter app-firelens**>
    @type  grep
    <exclude>
        key log
        pattern b$
    </exclude>
</filter>

<filter **>
    @type record_transformer
    <record>
        ecs_cluster default
        ecs_task_arn arn:aws:ecs:us-east-1:000000000000:task/default/0123
        ecs_task_definition web:3
    </record>
</filter>

@include /fluentd/etc/external.conf

<match app-firelens**>
    @type firehose
    delivery_stream my stream
    region us-west-2
</match>
)");
}

TEST(RouterConfig, OnTheHostThereIsOnlyTheSocket) {
    RouterSetup setup;
    setup.network = Network::Host;
    setup.outputs.push_back({"app", {{"Name", "stdout"}}});
    EXPECT_EQ(*router_config(setup), R"(
[INPUT]
    Name forward
    Mem_Buf_Limit 25MB
    unix_path /var/run/fluent.sock

[OUTPUT]
    Name stdout
    Match app-firelens*
)");
    setup.program = RouterProgram::Fluentd;
    setup.outputs.front().options = {{"@type", "stdout"}};
    EXPECT_EQ(*router_config(setup), R"(
<source>
    @type unix
    path /var/run/fluent.sock
</source>

<match app-firelens**>
    @type stdout
</match>
)");
}

TEST(RouterConfig, OnABridgeOthersReachIt) {
    const RouterSetup setup;
    const auto text = *router_config(setup);
    EXPECT_NE(text.find("    Listen 0.0.0.0\n    Port 24224\n"), std::string::npos) << text;
    EXPECT_NE(text.find("    Listen 127.0.0.1\n    Port 8877\n"), std::string::npos) << text;
}

TEST(RouterConfig, AnOutputNeedsItsPlugin) {
    RouterSetup setup;
    setup.outputs.push_back({"app", {{"region", "us-west-2"}}});
    const auto text = router_config(setup);
    ASSERT_FALSE(text);
    EXPECT_EQ(
        text.error().message,
        "unable to apply log options of container app to firelens config: missing output key Name "
        "which is required for firelens configuration of type fluentbit"
    );
}

TEST(RouterConfig, PatternsAloneMakeNoOutput) {
    RouterSetup setup;
    setup.network = Network::None;
    setup.outputs = {{"app", {{"include-pattern", "x"}}}, {"web", {}}};
    EXPECT_EQ(*router_config(setup), R"(
[INPUT]
    Name forward
    Mem_Buf_Limit 25MB
    unix_path /var/run/fluent.sock

[FILTER]
    Name   grep
    Match app-firelens*
    Regex  log x
)");
}

}  // namespace
}  // namespace gantry::agent
