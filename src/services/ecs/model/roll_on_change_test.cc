#include "services/ecs/model/roll_on_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

api::ecs::ContainerDefinition labelled_container(std::map<std::string, std::string> labels) {
    api::ecs::ContainerDefinition container{.name = "app", .image = "nginx"};
    container.docker_labels = std::move(labels);
    return container;
}

TEST(RollOnChange, TheLabelSaysTrueOrFalse) {
    EXPECT_FALSE(*read_roll_on_change({{"other", "true"}}));
    EXPECT_FALSE(*read_roll_on_change({{"gantry.roll-on-change", "false"}}));
    EXPECT_TRUE(*read_roll_on_change({{"gantry.roll-on-change", "true"}}));
    for (const char* wrong : {"", "True", "yes", "1"}) {
        const auto read = read_roll_on_change({{"gantry.roll-on-change", wrong}});
        ASSERT_FALSE(read) << wrong;
        EXPECT_THAT(
            read.error().message, HasSubstr("'gantry.roll-on-change' is 'true' or 'false'")
        );
    }
}

TEST(RollOnChange, AllThatTheContainerIsMadeWithCountsOnce) {
    api::ecs::TaskDefinition definition;
    auto asks = labelled_container(
        {{"gantry.roll-on-change", "true"}, {"gantry.files./run/s/a", "/file;mode=0440"}}
    );
    asks.secrets = {{{.name = "A", .value_from = "/b"}, {.name = "B", .value_from = "/a"}}};
    asks.log_configuration.emplace().secret_options = {
        {{.name = "token", .value_from = "/log"}, {.name = "again", .value_from = "/b"}}
    };
    auto does_not = labelled_container({{"gantry.files./run/s/a", "/other-file"}});
    does_not.secrets = {{{.name = "A", .value_from = "/other"}}};
    definition.container_definitions = {{does_not, asks}};
    EXPECT_THAT(secrets_that_roll(definition), ElementsAre("/b", "/a", "/log", "/file"));
}

TEST(RollOnChange, NobodyAsksByDefault) {
    api::ecs::TaskDefinition definition;
    EXPECT_THAT(secrets_that_roll(definition), IsEmpty());
    api::ecs::ContainerDefinition plain{.name = "app"};
    plain.secrets = {{{.name = "A", .value_from = "/a"}}};
    auto off = labelled_container({{"gantry.roll-on-change", "false"}});
    off.secrets = plain.secrets;
    definition.container_definitions = {{plain, off}};
    EXPECT_THAT(secrets_that_roll(definition), IsEmpty());
}

}  // namespace
}  // namespace gantry::ecs
