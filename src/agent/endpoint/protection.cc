#include "agent/endpoint/protection.h"

#include <map>
#include <optional>

#include "api/ecs/get_task_protection_request.h"
#include "api/ecs/update_task_protection_request.h"
#include "api/ecs/update_task_protection_response.h"
#include "wire/json_codec.h"

namespace gantry::agent::endpoint {
namespace {

using reflect::field;

constexpr const char* kBadRequest = "InvalidParameterException";

struct Wanted {
    std::optional<bool> enabled;
    std::optional<std::int32_t> minutes;

    static const reflect::TypeInfo& type_info() {
        using T = Wanted;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "TaskProtectionRequest",
            {
                field<&T::enabled>("ProtectionEnabled"),
                field<&T::minutes>("ExpiresInMinutes"),
            }
        );
        return info;
    }
};

struct Protection {
    reflect::RawJson expiration;  ///< null where it is not protected
    bool enabled = false;
    std::string task;

    static const reflect::TypeInfo& type_info() {
        using T = Protection;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "Protection",
            {
                field<&T::expiration>("ExpirationDate"),
                field<&T::enabled>("ProtectionEnabled"),
                field<&T::task>("TaskArn"),
            }
        );
        return info;
    }
};

struct Failure {
    std::string arn;
    std::optional<std::string> detail;
    std::string reason;

    static const reflect::TypeInfo& type_info() {
        using T = Failure;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "Failure",
            {
                field<&T::arn>("Arn"),
                field<&T::detail>("Detail"),
                field<&T::reason>("Reason"),
            }
        );
        return info;
    }
};

struct Told {
    std::optional<Protection> protection;
    std::optional<Failure> failure;

    static const reflect::TypeInfo& type_info() {
        using T = Told;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "TaskProtectionResponse",
            {
                field<&T::protection>("protection"),
                field<&T::failure>("failure"),
            }
        );
        return info;
    }
};

/// Errors: the sentence for the task.
Result<Wanted> read_wanted(const std::string& body) {
    const auto members = wire::decode_json<std::map<std::string, reflect::RawJson>>(body);
    if (!members) return invalid_argument("UpdateTaskProtection: failed to decode request");
    for (const auto& [name, value] : *members) {
        if (name == "ProtectionEnabled" || name == "ExpiresInMinutes") continue;
        return invalid_argument("UpdateTaskProtection: failed to decode request");
    }
    auto wanted = wire::decode_json<Wanted>(body);
    if (!wanted) return invalid_argument("UpdateTaskProtection: failed to decode request");
    if (!wanted->enabled) {
        return invalid_argument("Invalid request: does not contain 'ProtectionEnabled' field");
    }
    return wanted;
}

int status_of(const Error& why) {
    if (why.code == "ResourceNotFoundException") return 404;
    switch (why.kind) {
        case ErrorKind::Unavailable:
        case ErrorKind::Internal: return 500;
        default: return 400;
    }
}

Protection to_protection(const api::ecs::ProtectedTask& task) {
    Protection out;
    out.expiration.text = "null";
    if (task.expiration_date) {
        out.expiration.text.clear();
        wire::append_json_string(out.expiration.text, format_iso8601(*task.expiration_date));
    }
    out.enabled = task.protection_enabled;
    out.task = task.task_arn.value_or("");
    return out;
}

}  // namespace

std::variant<ServiceCall, Answer> protection_call(
    const Ask& ask,
    const std::string& cluster,
    const std::string& task,
    const api::acs::IAMRoleCredentials* role
) {
    std::string body;
    if (ask.put) {
        const auto wanted = read_wanted(ask.body);
        if (!wanted) return protection_error(400, task, kBadRequest, wanted.error().message);
        api::ecs::UpdateTaskProtectionRequest request;
        request.cluster = cluster;
        request.tasks = {task};
        request.protection_enabled = wanted->enabled;
        request.expires_in_minutes = wanted->minutes;
        body = wire::encode_json(request);
    } else {
        api::ecs::GetTaskProtectionRequest request;
        request.cluster = cluster;
        request.tasks = {task};
        body = wire::encode_json(request);
    }
    if (role == nullptr) {
        return protection_error(
            403,
            task,
            "AccessDeniedException",
            "Invalid Request: no task IAM role credentials available for task"
        );
    }
    return ServiceCall{
        .service = "ecs",
        .operation = ask.put ? "UpdateTaskProtection" : "GetTaskProtection",
        .region = {},
        .body = std::move(body),
        .credentials = *role,
    };
}

Answer protection_answer(const std::string& task, const Result<std::string>& answer) {
    if (!answer) {
        const Error& why = answer.error();
        const std::string code = why.code.empty() ? "ServerException" : why.code;
        return protection_error(status_of(why), task, code, why.message);
    }
    // GetTaskProtection answers in the same shape.
    const auto response = wire::decode_json<api::ecs::UpdateTaskProtectionResponse>(*answer);
    Told told;
    if (response && response->failures && !response->failures->empty()) {
        const auto& failure = response->failures->front();
        told.failure = {failure.arn.value_or(""), failure.detail, failure.reason.value_or("")};
    } else if (response && response->protected_tasks && !response->protected_tasks->empty()) {
        told.protection = to_protection(response->protected_tasks->front());
    } else {
        return protection_error(
            500, task, "ServerException", "the answer of the control plane names no task"
        );
    }
    return {.status = 200, .body = wire::encode_json(told)};
}

Answer protection_timed_out(const std::string& task) {
    return protection_error(
        504, task, "RequestCanceled", "Timed out calling ECS Task Protection API"
    );
}

}  // namespace gantry::agent::endpoint
