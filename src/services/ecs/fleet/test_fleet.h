#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/acs/payload_message.h"
#include "base/manual_loop.h"
#include "services/ecs/fleet/envelope.h"
#include "services/ecs/fleet/fleet.h"
#include "store/memory_journal.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

inline const ecs::Scope kScope{"000000000000", "us-east-1"};

/// An agent's end of a stream: keeps what it is sent.
struct Line final : AgentStream {
    void send(std::string text) override { frames.push_back(std::move(text)); }
    void close(int code, std::string reason) override {
        closed_with = code;
        closed_because = std::move(reason);
    }
    [[nodiscard]] std::size_t unsent_bytes() const override { return unsent; }

    /// The messages of one type, as JSON, oldest first.
    [[nodiscard]] std::vector<std::string> messages(std::string_view type) const {
        std::vector<std::string> found;
        for (const std::string& frame : frames) {
            const auto envelope = parse_envelope(frame);
            if (envelope && *envelope->type == type) found.push_back(envelope->message->text);
        }
        return found;
    }
    [[nodiscard]] std::vector<api::acs::PayloadMessage> payloads() const {
        std::vector<api::acs::PayloadMessage> found;
        for (const std::string& text : messages("PayloadMessage")) {
            found.push_back(*wire::decode_json<api::acs::PayloadMessage>(text));
        }
        return found;
    }

    std::vector<std::string> frames;
    std::size_t unsent = 0;
    int closed_with = 0;
    std::string closed_because;
};

/// A fleet with one registered instance, "i", and no agent yet.
class FleetTest : public testing::Test {
  protected:
    struct Agent {
        std::shared_ptr<Line> line;
        Fleet::SessionId session = 0;
    };

    FleetTest() {
        EXPECT_TRUE(core.open());
        fleet.start();
        const ecs::ContainerInstanceRow instance{
            .account = kScope.account, .region = kScope.region, .cluster = "default", .id = "i"
        };
        hello = {.scope = kScope, .container_instance = instance.arn(), .cluster = "default"};
        put(tables.container_instances, instance.key(), instance);
    }

    template <class Row>
    void put(const core::Table<Row>& table, const std::string& key, Row row) {
        core::Transaction tx;
        tx.put(table, key, std::move(row));
        core.commit(std::move(tx), "test");
        loop.run_until_idle();
    }
    void put_definition(std::map<std::string, std::string> labels = {}) {
        ecs::TaskDefinitionRow row{.account = kScope.account, .region = kScope.region};
        row.definition.family = "web";
        row.definition.revision = 1;
        row.definition.container_definitions = {{{.name = "app", .image = "app:1"}}};
        row.definition.container_definitions->front().docker_labels = std::move(labels);
        put(tables.task_definitions, ecs::task_definition_key(kScope, "web", 1), row);
    }
    void put_task(const std::string& id) {
        ecs::TaskRow row;
        row.account = kScope.account;
        row.region = kScope.region;
        row.cluster = "default";
        row.id = id;
        row.family = "web";
        row.revision = 1;
        row.instance_id = "i";
        row.created_at = loop.now();
        row.containers = {{.name = "app", .has_health_check = true}};
        put(tables.tasks, row.key(), row);
    }
    template <class Edit>
    void edit_task(const std::string& id, Edit edit) {
        ecs::TaskRow row = *task(id);
        edit(row);
        put(tables.tasks, row.key(), row);
    }
    [[nodiscard]] std::shared_ptr<const ecs::TaskRow> task(const std::string& id) const {
        return tables.tasks.find(ecs::in_cluster_key(kScope, "default", id));
    }
    [[nodiscard]] std::shared_ptr<const ecs::ContainerInstanceRow> instance() const {
        return tables.container_instances.find(ecs::in_cluster_key(kScope, "default", "i"));
    }

    Agent open_control() {
        Agent agent{std::make_shared<Line>()};
        const auto opened = fleet.open_control(hello, agent.line);
        EXPECT_TRUE(opened);
        agent.session = opened ? *opened : 0;
        loop.run_until_idle();
        return agent;
    }
    std::shared_ptr<Line> connect() { return open_control().line; }

    void say(const Agent& agent, std::string_view type, const std::string& message) {
        std::string frame = R"({"type":")";
        frame += type;
        frame += R"(","message":)" + message + "}";
        fleet.on_text(agent.session, frame);
        loop.run_until_idle();
    }
    /// Acknowledges the newest payload.
    void acknowledge(const Agent& agent) {
        const std::string id = agent.line->payloads().back().message_id.value_or("");
        say(agent, "AckRequest", R"({"messageId":")" + id + R"("})");
    }
    /// Lets time pass while the agent answers heartbeats and nothing else.
    void stay_in_touch(const Agent& agent, Duration time) {
        for (; time > Duration::zero(); time -= Seconds{1}) {
            loop.advance(Seconds{1});
            say(agent, "HeartbeatAckRequest", "{}");
        }
    }

    ManualLoop loop;
    std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
    store::MemoryJournal journal{loop, disk};
    ecs::Tables tables;
    core::Core core{loop, journal, tables.all()};
    IdSource ids{Random(1)};
    Fleet fleet{core, tables, ids, {}};
    AgentHello hello;
};

}  // namespace gantry::fleet
