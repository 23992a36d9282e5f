#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/acs/iam_role_credentials.h"
#include "base/result.h"
#include "base/time.h"

namespace gantry::agent {

/// The two streams of the protocol, and one of ours.
enum class StreamKind : std::uint8_t {
    Control,    ///< ACS: what to run
    Telemetry,  ///< TCS: health and metrics
    Exec,       ///< a session in a container; its frames are bytes (wire/exec_stream.h)
};

/// An open stream to the control plane. Frames are text, but for StreamKind::Exec.
class ControlStream {
  public:
    /// Closes the connection (1000) when dropped; no callback follows.
    virtual ~ControlStream() = default;
    /// Sends a frame; the agent gives bare JSON on both kinds. On Telemetry streams the
    /// implementation writes the frame's own signature block in front of it (`Authorization`,
    /// `Host`, `X-Amz-Date` lines and an empty one: the signature of a GET of the stream's URL with
    /// the JSON as payload). Before on_open and after on_close frames are dropped.
    virtual void send(std::string text) = 0;
};

/// A call of any service of the control plane, in the name of a task's role.
struct ServiceCall {
    std::string service;    ///< "secretsmanager", "ssm", "s3", "ecr", "logs" or "ecs"
    std::string operation;  ///< "GetSecretValue"; of s3 only "GetObject"
    std::string region;     ///< empty: the agent's
    std::string body;       ///< JSON; for GetObject `{"Bucket":…,"Key":…}`
    /// What it is signed with. Without an access key id: the agent's own credentials.
    api::acs::IAMRoleCredentials credentials;
};

/// How an agent reaches its control plane: signed API calls and two streams. Real over HTTP and
/// websockets; in the simulator over a network that delays, loses and cuts.
/// Lives on the agent's loop: called there, and all callbacks come there.
class ControlLink {
  public:
    virtual ~ControlLink() = default;

    /// Calls an ECS operation with a JSON body.
    /// Answers the JSON body of a 200, or an error: `code` holds the AWS exception name when the
    /// control plane answered one; Unavailable when it could not be reached or did not answer in
    /// time. `done` runs exactly once, never within this call.
    virtual void call(
        std::string_view operation, std::string body, std::function<void(Result<std::string>)> done
    ) = 0;

    /// Calls an operation of any service. Answers the body of a 200, the object itself for
    /// GetObject; errors as those of call(). `done` runs exactly once, never within this call.
    virtual void call_service(
        const ServiceCall& call, std::function<void(Result<std::string>)> done
    ) = 0;

    struct StreamCallbacks {
        std::function<void()> on_open;
        std::function<void(std::string text)> on_text;
        /// @param code the close code, 1006 when the connection was lost or never made
        /// @param reason the peer's words; for a refused upgrade the body of the answer
        std::function<void(int code, std::string reason)> on_close;
    };
    using Query = std::vector<std::pair<std::string, std::string>>;

    /// Opens `<endpoint>/ws?<query>`, signed. No callback comes from within this call.
    /// @param endpoint as DiscoverPollEndpoint gave it
    virtual std::shared_ptr<ControlStream> open_stream(
        StreamKind kind, const std::string& endpoint, const Query& query, StreamCallbacks callbacks
    ) = 0;
};

}  // namespace gantry::agent
