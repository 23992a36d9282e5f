/// Speaks the protocols of wire/protocol for protocols_test.py: a line of JSON in, a line out.
///
///   {"do":"decode","service":"sts","method":…,"target":…,"headers":[…],"body":…}
///       → {"operation":…,"value":…} or {"code":…,"message":…}
///   {"do":"encode","service":"sts","operation":…,"value":…}
///       → {"status":…,"headers":[…],"body":…}
///   {"do":"error","service":"sts","operation":…,"code":…,"message":…}
///       → the same
///
/// Bodies are base64. "protocol":"cbor" chooses RPC v2 CBOR.

#include <iostream>
#include <string>

#include "api/ec2/operations.h"
#include "api/ecr/operations.h"
#include "api/ecs/operations.h"
#include "api/iam/operations.h"
#include "api/kms/operations.h"
#include "api/logs/operations.h"
#include "api/s3/operations.h"
#include "api/secretsmanager/operations.h"
#include "api/ssm/operations.h"
#include "api/sts/operations.h"
#include "api/test/cloudwatch/operations.h"
#include "api/test/elasticloadbalancingv2/operations.h"
#include "api/test/scheduler/operations.h"
#include "wire/json_codec.h"
#include "wire/protocol/protocol.h"

namespace gantry {
namespace {

using wire::HeaderField;

struct Header {
    std::string name;
    std::string value;
    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<Header>(
            "Header", {field<&Header::name>("name"), field<&Header::value>("value")}
        );
        return info;
    }
};

struct Line {
    std::optional<std::string> what;
    std::optional<std::string> service;
    std::optional<std::string> protocol;
    std::optional<std::string> operation;
    std::optional<std::string> method;
    std::optional<std::string> target;
    std::optional<std::int32_t> status;
    std::optional<std::vector<Header>> headers;
    std::optional<reflect::Blob> body;
    std::optional<reflect::RawJson> value;
    std::optional<std::string> code;
    std::optional<std::string> message;
    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<Line>(
            "Line",
            {
                field<&Line::what>("do"),
                field<&Line::service>("service"),
                field<&Line::protocol>("protocol"),
                field<&Line::operation>("operation"),
                field<&Line::method>("method"),
                field<&Line::target>("target"),
                field<&Line::status>("status"),
                field<&Line::headers>("headers"),
                field<&Line::body>("body"),
                field<&Line::value>("value"),
                field<&Line::code>("code"),
                field<&Line::message>("message"),
            }
        );
        return info;
    }
};

const api::ServiceInfo* find_service(std::string_view name) {
    namespace test = api::test;
    if (name == "ec2") return &api::ec2::service();
    if (name == "ecr") return &api::ecr::service();
    if (name == "ecs") return &api::ecs::service();
    if (name == "iam") return &api::iam::service();
    if (name == "kms") return &api::kms::service();
    if (name == "logs") return &api::logs::service();
    if (name == "secretsmanager") return &api::secretsmanager::service();
    if (name == "ssm") return &api::ssm::service();
    if (name == "sts") return &api::sts::service();
    if (name == "cloudwatch") return &test::cloudwatch::service();
    if (name == "elbv2") return &test::elasticloadbalancingv2::service();
    if (name == "s3") return &api::s3::service();
    if (name == "scheduler") return &test::scheduler::service();
    return nullptr;
}

Line failure(std::string code, std::string message) {
    return {.code = std::move(code), .message = std::move(message)};
}

Line failure(const Error& error) {
    return failure(error.code, error.message);
}

Line from_answer(wire::HttpAnswer answer) {
    Line line{
        .status = answer.status,
        .headers = std::vector<Header>{},
        .body = reflect::Blob{std::move(answer.body)}
    };
    for (auto& [name, value] : answer.headers) line.headers->push_back({name, value});
    return line;
}

Line decode(const api::ServiceInfo& service, const wire::Codec& codec, const Line& line) {
    std::vector<HeaderField> headers;
    for (const Header& header : line.headers.value_or(std::vector<Header>{})) {
        headers.emplace_back(header.name, header.value);
    }
    const reflect::Blob body = line.body.value_or(reflect::Blob{});
    const std::string method = line.method.value_or("POST");
    const std::string target = line.target.value_or("/");
    const wire::HttpView request{method, target, headers, body.bytes};
    const api::OperationInfo* operation = codec.find_operation(service, request);
    if (operation == nullptr) return failure("none", "no operation");
    const auto input = operation->make_input();
    if (auto done = codec.decode(service, *operation, request, input.get(), nullptr); !done) {
        return failure(done.error());
    }
    return {
        .operation = std::string(operation->name),
        .value = reflect::RawJson{wire::encode_json(operation->input(), input.get())}
    };
}

Line encode(
    const api::ServiceInfo& service,
    const wire::Codec& codec,
    const api::OperationInfo& operation,
    const Line& line
) {
    const auto output = operation.make_output();
    const std::string text = line.value ? line.value->text : "{}";
    if (auto read = wire::decode_json_into(text, operation.output(), output.get()); !read) {
        return failure(read.error());
    }
    return from_answer(codec.encode(service, operation, output.get(), "request-1"));
}

Line answer(const Line& line) {
    const api::ServiceInfo* service = find_service(line.service.value_or(""));
    if (service == nullptr) return failure("none", "no service");
    const bool cbor = line.protocol == "cbor";
    const wire::Codec& codec = wire::codec_of(cbor ? api::Protocol::RpcV2Cbor : service->protocol);
    if (line.what == "decode") return decode(*service, codec, line);
    for (const api::OperationInfo& operation : service->operations) {
        if (operation.name != line.operation) continue;
        if (line.what == "encode") return encode(*service, codec, operation, line);
        const Error error{
            ErrorKind::InvalidArgument, line.code.value_or(""), line.message.value_or(""), {}
        };
        return from_answer(codec.encode_error(*service, &operation, error, "request-1"));
    }
    return failure("none", "no operation");
}

}  // namespace
}  // namespace gantry

int main() {
    std::string text;
    while (std::getline(std::cin, text)) {
        const auto line = gantry::wire::decode_json<gantry::Line>(text);
        const auto answer =
            line ? gantry::answer(*line) : gantry::failure("none", line.error().message);
        std::cout << gantry::wire::encode_json(answer) << std::endl;
    }
    return 0;
}
