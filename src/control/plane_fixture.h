#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "control/control_plane.h"
#include "net/test_peer.h"
#include "services/ecs/service.h"
#include "store/test_directory.h"
#include "wire/sigv4.h"

// For tests: the control plane as it runs, and requests over real sockets, byte by byte.
namespace gantry::control::test {

using Fields = std::vector<std::pair<std::string, std::string>>;

inline constexpr const char* kTarget = "AmazonEC2ContainerServiceV20141113.";
inline constexpr const char* kAnySignature =
    "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/ecs/aws4_request, "
    "SignedHeaders=host, Signature=0";

inline std::string wire_text(const net::HttpRequest& request) {
    std::string text = request.method + " " + request.target + " HTTP/1.1\r\n";
    for (const auto& [name, value] : request.headers.all()) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
    if (!request.body.empty()) {
        text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    }
    return text + "\r\n" + request.body;
}

inline net::HttpRequest make_request(
    std::string method, std::string target, const Fields& fields, std::string body = ""
) {
    net::HttpRequest request{
        .method = std::move(method), .target = std::move(target), .body = std::move(body)
    };
    for (const auto& [name, value] : fields) request.headers.add(name, value);
    return request;
}

/// An operation of ECS, not signed yet.
inline net::HttpRequest call(const std::string& operation, const std::string& body = "{}") {
    return make_request(
        "POST",
        "/",
        {{"Host", "127.0.0.1"},
         {"Content-Type", "application/x-amz-json-1.1"},
         {"X-Amz-Target", kTarget + operation}},
        body
    );
}

inline net::HttpRequest page(const std::string& target) {
    return make_request("GET", target, {{"Host", "127.0.0.1"}});
}

inline net::HttpRequest upgrade(const std::string& target, const Fields& more = {}) {
    Fields fields{
        {"Host", "127.0.0.1"},
        {"Connection", "Upgrade"},
        {"Upgrade", "websocket"},
        {"Sec-WebSocket-Version", "13"},
        {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}
    };
    fields.insert(fields.end(), more.begin(), more.end());
    return make_request("GET", target, fields);
}

inline net::HttpRequest signed_by(
    net::HttpRequest request,
    const wire::Credentials& key,
    SysTime at = RealClock{}.now(),
    const wire::SigningScope& scope = {"us-east-1", "ecs"}
) {
    const auto added = wire::sign_request(
        {request.method, request.target, request.headers.all(), request.body}, key, scope, at
    );
    for (const auto& [name, value] : added) request.headers.add(name, value);
    return request;
}

/// With credentials of which only --auth any thinks much.
inline net::HttpRequest claimed(net::HttpRequest request) {
    request.headers.add("Authorization", kAnySignature);
    return request;
}

class PlaneTest : public testing::Test {
  protected:
    void start(AuthMode auth) {
        options.auth = auth;
        options.port = 0;
        options.data_dir = (directory.path() / "data").string();
        options.core.services.of<ecs::Options>().default_clusters = {
            {aws::kDefaultAccount, aws::kDefaultRegion}
        };
        auto started = ControlPlane::start(options);
        ASSERT_TRUE(started) << started.error().message;
        plane = std::move(*started);
        root = {plane->root_key().id, plane->root_key().secret, ""};
    }

    [[nodiscard]] net::test::RawSocket connect() const {
        return net::test::RawSocket::connect(plane->port());
    }
    [[nodiscard]] net::HttpResponse send(const net::HttpRequest& request) const {
        auto socket = connect();
        socket.send(wire_text(request));
        return socket.read_response(request.method == "HEAD");
    }

    store::TestDirectory directory;
    ControlPlaneOptions options;
    std::unique_ptr<ControlPlane> plane;
    wire::Credentials root;
};

}  // namespace gantry::control::test
