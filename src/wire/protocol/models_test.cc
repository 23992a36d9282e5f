#include <gtest/gtest.h>

#include "api/ec2/operations.h"
#include "api/ecs/operations.h"
#include "api/iam/operations.h"
#include "api/s3/operations.h"
#include "api/sts/operations.h"
#include "api/test/cloudwatch/operations.h"
#include "api/test/elasticloadbalancingv2/operations.h"
#include "api/test/scheduler/operations.h"
#include "wire/error_codec.h"
#include "wire/json_codec.h"
#include "wire/protocol/cbor_codec.h"
#include "wire/protocol/protocol.h"
#include "wire/protocol/xml_decode.h"
#include "wire/protocol/xml_encode.h"
#include "wire/random_value.h"

/// Real models. That botocore reads and writes the same is shown by tests/conformance.
namespace gantry::wire {
namespace {

const std::vector<const api::ServiceInfo*>& all_models() {
    static const std::vector<const api::ServiceInfo*> models{
        &api::ecs::service(),
        &api::iam::service(),
        &api::sts::service(),
        &api::test::cloudwatch::service(),
        &api::ec2::service(),
        &api::test::elasticloadbalancingv2::service(),
        &api::s3::service(),
        &api::test::scheduler::service(),
    };
    return models;
}

/// Calls `check` for some random outputs of every operation.
template <class Check>
void for_outputs(Check check) {
    Random random(11);
    for (const auto* service : all_models()) {
        for (const auto& operation : service->operations) {
            SCOPED_TRACE(operation.name);
            for (int i = 0; i < 3; ++i) {
                const auto value = operation.make_output();
                fill_random(random, operation.output(), value.get());
                check(*service, operation, value.get());
            }
        }
    }
}

TEST(Models, OutputsComeBackFromCbor) {
    for_outputs([](const auto& /*service*/, const auto& operation, const void* value) {
        const reflect::TypeInfo& type = operation.output();
        std::string body;
        append_cbor(body, type, value);
        const auto back = operation.make_output();
        const auto done = decode_cbor(body, type, back.get(), nullptr);
        // Not every service could be spoken to like this.
        if (!done && done.error().message.find("document") != std::string::npos) return;
        ASSERT_TRUE(done.has_value()) << done.error().message;
        EXPECT_EQ(encode_json(type, back.get()), encode_json(type, value));
    });
}

TEST(Models, OutputsComeBackFromXml) {
    for_outputs([](const auto& service, const auto& operation, const void* value) {
        if (service.protocol == api::Protocol::AwsJson11) return;  // has documents
        const reflect::TypeInfo& type = operation.output();
        const auto written = [&type](const void* object) {
            std::string out;
            append_xml_element(out, "Root", "", type, {}, object);
            return out;
        };
        // The first writing leaves out what XML cannot spell.
        const auto second = operation.make_output();
        const auto first_read = decode_xml({.text = written(value)}, type, second.get(), nullptr);
        ASSERT_TRUE(first_read.has_value()) << first_read.error().message << written(value);
        const std::string text = written(second.get());
        const auto third = operation.make_output();
        ASSERT_TRUE(decode_xml({.text = text}, type, third.get(), nullptr).has_value());
        EXPECT_EQ(written(third.get()), text);
    });
}

TEST(Models, EveryAnswerCanBeWrittenInEveryProtocol) {
    for_outputs([](const auto& service, const auto& operation, const void* value) {
        for (int protocol = 0; protocol <= static_cast<int>(api::Protocol::RpcV2Cbor); ++protocol) {
            const Codec& codec = codec_of(static_cast<api::Protocol>(protocol));
            const HttpAnswer answer = codec.encode(service, operation, value, "id");
            EXPECT_FALSE(answer.headers.empty());
        }
    });
}

TEST(Models, ErrorsHaveTheirStatuses) {
    const auto status = [](const api::ServiceInfo& service, std::string_view name) {
        for (const auto& operation : service.operations) {
            for (const auto& error : operation.errors) {
                if (error.name != name) continue;
                return codec_of(service.protocol)
                    .encode_error(
                        service,
                        &operation,
                        Error{ErrorKind::NotFound, std::string(name), "text", {}},
                        "id"
                    )
                    .status;
            }
        }
        return 0;
    };
    EXPECT_EQ(status(api::iam::service(), "NoSuchEntityException"), 404);
    EXPECT_EQ(status(api::sts::service(), "RegionDisabledException"), 403);
    EXPECT_EQ(status(api::test::scheduler::service(), "ConflictException"), 409);
    EXPECT_EQ(status(api::ecs::service(), "ClusterNotFoundException"), 400);
}

TEST(Models, ErrorsOfEcsAreWhatTheErrorCodecWrites) {
    const api::ServiceInfo& service = api::ecs::service();
    for (const auto& operation : service.operations) {
        for (const auto& modelled : operation.errors) {
            const bool ours = modelled.status == 500;
            const Error error{
                ours ? ErrorKind::Internal : ErrorKind::InvalidArgument,
                std::string(modelled.name),
                "text",
                {"id"}
            };
            const HttpAnswer answer =
                codec_of(service.protocol).encode_error(service, &operation, error, "id");
            const EncodedError plain = encode_error(error);
            EXPECT_EQ(answer.status, plain.status) << modelled.name;
            EXPECT_EQ(answer.body, plain.body);
        }
    }
}

}  // namespace
}  // namespace gantry::wire
