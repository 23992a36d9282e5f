#pragma once

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/service.h"
#include "wire/json_codec.h"

/// For tests of what policies are asked about.
namespace gantry::service {

/// What an operation says that a call is about. @param call as the runner makes one
/// @param body the input as JSON
inline Access described(
    const Service& service,
    const Instance& instance,
    Call& call,
    std::string_view operation,
    std::string_view body
) {
    const Operation* known = find_operation(service, operation);
    const auto* info = find_in_model(service.model(), operation);
    Access access;
    if (known == nullptr || known->describe == nullptr) return access;
    auto input = info->make_input();
    wire::UnknownEnumValue unknown;
    EXPECT_TRUE(wire::decode_request_into(body, info->input(), input.get(), &unknown)) << body;
    known->describe(instance, call, input.get(), access);
    EXPECT_TRUE(call.tx.empty()) << operation;
    return access;
}

/// How Access is written in these tests' tables.
struct AccessText {
    std::vector<std::string> left_out;  ///< what ARNs and keys of the service begin with
    std::string key_left_out{};         ///< a condition key that every call has

    /// " key=value,value key=value"
    [[nodiscard]] std::string of(const std::vector<ConditionValue>& context) const {
        std::string text;
        for (const auto& [key, values] : context) {
            if (key == key_left_out) continue;
            text += " " + key + "=";
            for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? "," : "") + values[i];
        }
        return text;
    }
    /// `task/default/1{tag} key=value…; also iam:PassRole …`; `*` where there are no resources.
    [[nodiscard]] std::string of(const Access& access) const {
        std::string text = access.action;
        for (const Resource& resource : access.resources) {
            text += (text.empty() ? "" : " ") + resource.arn;
            if (!resource.context.empty()) text += "{" + of(resource.context).substr(1) + "}";
        }
        if (access.resources.empty()) text += text.empty() ? "*" : " *";
        text += of(access.context);
        for (const Access& also : access.also) text += "; also " + of(also);
        for (const std::string& start : left_out) {
            for (auto at = text.find(start); at != std::string::npos; at = text.find(start)) {
                text.erase(at, start.size());
            }
        }
        return text;
    }
};

}  // namespace gantry::service
