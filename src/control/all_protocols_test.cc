// The protocols that no service of ours speaks yet, through the server as it runs: routing, rights,
// values of every kind, and errors in the caller's protocol.
#include <fmt/format.h>

#include "base/thread_loop.h"
#include "control/api_frontend.h"
#include "control/plane_fixture.h"
#include "services/iam/service.h"
#include "store/memory_journal.h"
#include "wire/protocol/cbor_codec.h"
#include "wire/protocol/test_rest_shapes.h"

namespace gantry::control::test {
namespace {

namespace shapes = wire::shapes;
using shapes::PutPiece;
using shapes::PutThing;
using shapes::Sample;
using testing::HasSubstr;

struct NoRows {
    static std::vector<core::TableBase*> all() { return {}; }
};
using EchoCall = service::CallOn<NoRows>;

/// Gives back what it gets, or the error that a text asks for.
Result<Sample> echo_sample(EchoCall& /*call*/, const Sample& input) {
    if (input.text == "none")
        return Error{ErrorKind::NotFound, "NoSuchSampleException", "None.", {}};
    return input;
}
Result<PutPiece> echo_piece(EchoCall& /*call*/, const PutPiece& input) {
    if (input.thing == "none") {
        return Error{ErrorKind::NotFound, "NoSuchSampleException", "None.", {}};
    }
    return PutPiece{.status = 202, .body = input.body};
}
Result<PutThing> echo_thing(EchoCall& /*call*/, const PutThing& input) {
    return input;
}

constexpr service::Operation kSampleOperations[] = {
    service::operation<"GetSample", &echo_sample>(),
};
constexpr service::Operation kBoxOperations[] = {
    service::operation<"PutPiece", &echo_piece>(),
    service::operation<"PutThing", &echo_thing>(),
};

std::unique_ptr<service::Instance> make_echo(const service::Surroundings& /*around*/) {
    return std::make_unique<service::InstanceOn<NoRows>>();
}

/// Speaks RPC v2 CBOR alone, or beside JSON, as CloudWatch does.
api::ServiceInfo samples_model(std::string_view prefix, api::Protocol protocol) {
    api::ServiceInfo model = shapes::service_of(protocol);
    model.target_prefix = prefix;
    model.signing_name = "samples";
    model.speaks_cbor = protocol != api::Protocol::RpcV2Cbor;
    return model;
}
const api::ServiceInfo& cbor_model() {
    static const api::ServiceInfo kModel = samples_model("Samples", api::Protocol::RpcV2Cbor);
    return kModel;
}
const api::ServiceInfo& json_model() {
    static const api::ServiceInfo kModel = samples_model("JsonSamples", api::Protocol::AwsJson10);
    return kModel;
}
const api::ServiceInfo& rest_model() {
    static const api::ServiceInfo kModel = [] {
        api::ServiceInfo model = shapes::rest_service(api::Protocol::RestJson);
        model.target_prefix = {};
        model.signing_name = "boxes";
        return model;
    }();
    return kModel;
}

const std::vector<const service::Service*>& echoing_services() {
    static const service::Service kCbor{
        .name = "samples",
        .title = "Samples",
        .model = &cbor_model,
        .operations = kSampleOperations,
        .make = &make_echo,
    };
    static const service::Service kJson{
        .name = "jsonsamples",
        .title = "Samples",
        .model = &json_model,
        .operations = kSampleOperations,
        .make = &make_echo,
    };
    static const service::Service kRest{
        .name = "boxes",
        .title = "Boxes",
        .model = &rest_model,
        .operations = kBoxOperations,
        .make = &make_echo,
    };
    static const std::vector<const service::Service*> kAll{&iam::service(), &kCbor, &kJson, &kRest};
    return kAll;
}

/// ControlPlane's parts around other services, their journal in memory.
class AllProtocols : public testing::Test {
  protected:
    void SetUp() override {
        core_loop_.run_and_wait([this] {
            journal_ = std::make_unique<store::MemoryJournal>(core_loop_, disk_);
            core_ = std::make_unique<ControlCore>(
                core_loop_, *journal_, IdSource{Random{1}}, ControlCoreOptions{}, echoing_services()
            );
            core_->keys().put({"ROOT", "secret", aws::kDefaultAccount, ""});
            core_->keys().put(
                {"NOBODY", "secret", aws::kDefaultAccount, "arn:aws:iam::000000000000:user/nobody"}
            );
            EXPECT_TRUE(core_->start());
            pages_ = std::make_unique<GantryApi>(*core_, metrics_);
            frontend_ = std::make_unique<ApiFrontend>(
                *core_,
                *pages_,
                metrics_.requests(),
                Identity{AuthMode::Verify, core_->keys(), "secret"},
                FrontDoor{"127.0.0.1", {}},
                workers_
            );
        });
        auto started = net::start_http_server({}, *frontend_);
        ASSERT_TRUE(started) << started.error().message;
        server_ = std::move(*started);
    }
    void TearDown() override {
        server_.reset();
        core_loop_.run_and_wait([this] {
            frontend_.reset();
            pages_.reset();
            core_.reset();
            journal_.reset();
        });
    }

    net::HttpResponse send(
        const std::string& service,
        net::HttpRequest request,
        const wire::Credentials& key = {"ROOT", "secret", ""}
    ) {
        request.headers.add("Host", "127.0.0.1");
        auto socket = net::test::RawSocket::connect(server_->port());
        socket.send(
            wire_text(signed_by(std::move(request), key, RealClock{}.now(), {"us-east-1", service}))
        );
        return socket.read_response();
    }
    net::HttpResponse send_cbor(
        const std::string& operation,
        std::string body,
        const wire::Credentials& key = {"ROOT", "secret", ""}
    ) {
        const Fields fields{
            {"smithy-protocol", "rpc-v2-cbor"},
            {"Content-Type", "application/cbor"},
            {"Accept", "application/cbor"}
        };
        return send(
            "samples", make_request("POST", "/service/" + operation, fields, std::move(body)), key
        );
    }
    net::HttpResponse send_rest(const std::string& target, const Fields& fields, std::string body) {
        return send("boxes", make_request("PUT", target, fields, std::move(body)));
    }

    ThreadLoop core_loop_{"core"};
    ThreadLoop workers_{"workers"};
    Metrics metrics_{"0", ""};
    std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
    std::unique_ptr<store::MemoryJournal> journal_;
    std::unique_ptr<ControlCore> core_;
    std::unique_ptr<GantryApi> pages_;
    std::unique_ptr<ApiFrontend> frontend_;
    std::unique_ptr<net::HttpServer> server_;
};

std::string cbor_of(const Sample& sample) {
    std::string out;
    wire::append_cbor(out, Sample::type_info(), &sample);
    return out;
}

/// "404 NoSuchSampleException: None."
std::string cbor_error(const net::HttpResponse& answer) {
    struct Told {
        std::optional<std::string> type;
        std::optional<std::string> message;
    };
    static const reflect::TypeInfo kTold = reflect::structure<Told>(
        "Told", {reflect::field<&Told::type>("__type"), reflect::field<&Told::message>("message")}
    );
    Told told;
    EXPECT_EQ(*answer.headers.find("smithy-protocol"), "rpc-v2-cbor");
    EXPECT_EQ(*answer.headers.find("Content-Type"), "application/cbor");
    EXPECT_TRUE(wire::decode_cbor(answer.body, kTold, &told, nullptr)) << answer.body;
    return fmt::format(
        "{} {}: {}", answer.status, told.type.value_or(""), told.message.value_or("")
    );
}

TEST_F(AllProtocols, CborCarriesEveryKindOfValue) {
    const Sample sample = shapes::full_sample();
    for (const char* service : {"Samples", "JsonSamples"}) {
        const auto answer =
            send_cbor(std::string(service) + "/operation/GetSample", cbor_of(sample));
        ASSERT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(*answer.headers.find("smithy-protocol"), "rpc-v2-cbor");
        EXPECT_NE(answer.headers.find("x-amzn-RequestId"), nullptr);
        Sample read;
        ASSERT_TRUE(wire::decode_cbor(answer.body, Sample::type_info(), &read, nullptr));
        EXPECT_EQ(read, sample) << "times and bytes among them";
    }
    // Who speaks JSON to the same service is answered in JSON.
    const auto json = send(
        "samples",
        make_request(
            "POST",
            "/",
            {{"Content-Type", "application/x-amz-json-1.0"},
             {"X-Amz-Target", "JsonSamples.GetSample"}},
            R"({"At":1515523381,"Blob":"AP8="})"
        )
    );
    EXPECT_EQ(json.body, R"({"At":1515523381,"Blob":"AP8="})");
}

TEST_F(AllProtocols, ErrorsOfCborAreCbor) {
    const std::string get = "Samples/operation/GetSample";
    EXPECT_EQ(
        cbor_error(send_cbor(get, cbor_of({.text = "none"}))), "404 NoSuchSampleException: None."
    );
    EXPECT_THAT(cbor_error(send_cbor(get, "\xA1")), HasSubstr("400 SerializationException: "));
    EXPECT_THAT(
        cbor_error(send_cbor("Samples/operation/Nothing", "")),
        HasSubstr(" UnknownOperationException: ")
    );
    EXPECT_THAT(
        cbor_error(send_cbor("Samples/operation/DropSample", "")),
        HasSubstr("400 UnsupportedOperation: Gantry does not implement DropSample yet")
    );
    EXPECT_THAT(
        cbor_error(send_cbor(get, "", {"NOBODY", "secret", ""})),
        HasSubstr("400 AccessDeniedException: ")
    );
    EXPECT_THAT(
        cbor_error(send_cbor(get, "", {"ROOT", "wrong", ""})), HasSubstr("InvalidSignature")
    );
}

TEST_F(AllProtocols, FormsAreForTheVersionThatThereIs) {
    const auto told = [this](const std::string& form) {
        const auto answer = send(
            "iam",
            make_request("POST", "/", {{"Content-Type", "application/x-www-form-urlencoded"}}, form)
        );
        const std::size_t start = answer.body.find("<Code>");
        if (start == std::string::npos) return std::to_string(answer.status);
        return std::to_string(answer.status) + " " +
               answer.body.substr(start, answer.body.find("</Error>") - start);
    };
    EXPECT_EQ(told("Action=ListUsers&Version=2010-05-08"), "200");
    EXPECT_EQ(told("Action=ListUsers"), "200");
    EXPECT_EQ(
        told("Action=ListUsers&Version=2000-01-01"),
        "400 <Code>InvalidAction</Code>"
        "<Message>Could not find operation ListUsers for version 2000-01-01</Message>"
    );
    EXPECT_EQ(
        told("Action=MakeTea&Version=2000-01-01"),
        "400 <Code>InvalidAction</Code>"
        "<Message>Could not find operation MakeTea for version 2000-01-01</Message>"
    );
    EXPECT_EQ(
        told("Action=MakeTea&Version=2010-05-08"),
        "400 <Code>InvalidAction</Code>"
        "<Message>Could not find operation MakeTea for version 2010-05-08</Message>"
    );
    EXPECT_EQ(
        told("Version=2010-05-08"),
        "400 <Code>MissingAction</Code>"
        "<Message>The request is missing an action or a required parameter.</Message>"
    );
}

TEST_F(AllProtocols, RestJsonCarriesBytesAndTimes) {
    const std::string bytes("\0\xFF\r\n\0", 5);
    const auto piece = send_rest(
        "/boxes/a/b%20c/d?x-id=PutPiece&number=3",
        {{"Content-Type", "application/octet-stream"}},
        bytes
    );
    EXPECT_EQ(piece.status, 202) << "the answer says so";
    EXPECT_EQ(piece.body, bytes);

    const auto thing = send_rest(
        "/boxes/a/b?x-id=PutThing&colour=RED&since=2018-01-09T18%3A16%3A21Z&more=1",
        {{"Content-Type", "application/json"},
         {"X-Modified", "Tue, 09 Jan 2018 18:16:21 GMT"},
         {"x-meta-own", "kept"}},
        R"({"Size":3,"Part":{"Name":"p","Count":2}})"
    );
    EXPECT_EQ(thing.status, 200) << thing.body;
    EXPECT_EQ(thing.body, R"({"Size":3,"Part":{"Name":"p","Count":2}})");
    EXPECT_EQ(*thing.headers.find("X-Modified"), "Tue, 09 Jan 2018 18:16:21 GMT");
    EXPECT_EQ(*thing.headers.find("x-meta-own"), "kept");
}

TEST_F(AllProtocols, ErrorsOfRestJsonAreItsOwn) {
    const auto told = [](const net::HttpResponse& answer) {
        const std::string* type = answer.headers.find("x-amzn-ErrorType");
        return fmt::format("{} {}: {}", answer.status, type == nullptr ? "-" : *type, answer.body);
    };
    EXPECT_THAT(
        told(send_rest("/boxes/a/none?x-id=PutPiece&number=3", {}, "")),
        HasSubstr("404 NoSuchSampleException: ")
    );
    EXPECT_THAT(told(send_rest("/boxes/a/b?x-id=PutThing&colour=GREEN", {}, "")), HasSubstr("400 "))
        << "no such colour";
    EXPECT_THAT(
        told(send_rest("/boxes/a/b?x-id=PutThing&since=yesterday", {}, "")),
        HasSubstr("400 SerializationException: ")
    );
    EXPECT_THAT(told(send_rest("/crates/a", {}, "")), HasSubstr("UnknownOperationException"));
    EXPECT_THAT(told(send_rest("/boxes", {}, "")), HasSubstr("UnknownOperationException"));
}

}  // namespace
}  // namespace gantry::control::test
