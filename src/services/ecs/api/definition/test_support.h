#pragma once

#include <gtest/gtest.h>

#include <string>

#include "services/ecs/api/definition/validate.h"
#include "wire/json_codec.h"

namespace gantry::ecs::definition {

/// A registration of one container `c`. Members given here, as JSON ("a":1,"b":2), are added to the
/// container or the task, or replace what is there.
inline std::string one_container(const std::string& container, const std::string& task = "") {
    return R"({"family":"web","containerDefinitions":[{"name":"c","image":"nginx","memory":64)" +
           (container.empty() ? "" : "," + container) + "}]" + (task.empty() ? "" : "," + task) +
           "}";
}

/// A registration of these containers, as JSON objects.
inline std::string containers(const std::string& list, const std::string& task = "") {
    return R"({"family":"web","containerDefinitions":[)" + list + "]" +
           (task.empty() ? "" : "," + task) + "}";
}

/// One container of a registration: its name, and more members.
inline std::string container(const std::string& name, const std::string& members = "") {
    return R"({"name":")" + name + R"(","image":"nginx","memory":64)" +
           (members.empty() ? "" : "," + members) + "}";
}

inline Input parse(const std::string& json) {
    const Result<Input> input = wire::decode_json<Input>(json);
    EXPECT_TRUE(input) << json << "\n" << (input ? "" : input.error().message);
    return input ? *input : Input{};
}

/// "ok", or the text of the ClientException.
inline std::string verdict(const std::string& json) {
    const Input input = parse(json);
    const Result<void> good = validate(Subject(input));
    if (good) return "ok";
    EXPECT_EQ(good.error().code, "ClientException");
    return good.error().message;
}

}  // namespace gantry::ecs::definition
