#include "agent/http_control_link.h"

#include <fmt/format.h>

#include <utility>

#include "agent/service_request.h"
#include "base/loop_gate.h"
#include "wire/percent.h"

namespace gantry::agent {
namespace {

constexpr const char* kService = "ecs";
constexpr const char* kTargetPrefix = "AmazonEC2ContainerServiceV20141113.";
constexpr int kNormalClosure = 1000;
constexpr int kLost = 1006;

/// Where to connect, and what the Host field says.
struct Target {
    net::Endpoint endpoint;
    std::string authority;
    std::string path;  ///< without a '/' at its end
};

Result<Target> parse_target(const std::string& url) {
    Target target;
    auto endpoint = net::parse_endpoint(url, &target.path);
    if (!endpoint) return endpoint.error();
    target.endpoint = std::move(*endpoint);
    while (target.path.ends_with('/')) target.path.pop_back();
    const std::size_t scheme = url.find("://");
    target.authority = scheme == std::string::npos ? url : url.substr(scheme + 3);
    target.authority = target.authority.substr(0, target.authority.find('/'));
    if (!target.endpoint.unix_path.empty()) target.authority = "localhost";
    return target;
}

std::string query_text(const ControlLink::Query& query) {
    std::string text;
    for (const auto& [name, value] : query) {
        text += text.empty() ? '?' : '&';
        text += wire::percent_encode(name) + "=" + wire::percent_encode(value);
    }
    return text;
}

Error no_credentials() {
    return unavailable("this machine has not been given credentials yet, or none that last");
}

/// Signs in the name of the agent.
struct Signer {
    Loop& loop;
    const HttpControlLinkOptions& options;

    [[nodiscard]] std::optional<wire::Credentials> own() const {
        return options.current_credentials ? options.current_credentials()
                                           : std::optional(options.credentials);
    }

    [[nodiscard]] std::vector<wire::HeaderField> sign(
        const wire::Credentials& credentials,
        std::string_view method,
        std::string_view target,
        const std::vector<wire::HeaderField>& headers,
        std::string_view body
    ) const {
        return wire::sign_request(
            {method, target, headers, body}, credentials, {options.region, kService}, loop.now()
        );
    }
};

net::HttpRequest signed_request(
    const Signer& signer,
    const wire::Credentials& credentials,
    std::string method,
    std::string target,
    std::vector<wire::HeaderField> headers,
    std::string body
) {
    const auto added = signer.sign(credentials, method, target, headers, body);
    headers.insert(headers.end(), added.begin(), added.end());
    net::HttpRequest request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.body = std::move(body);
    for (auto& [name, value] : headers) request.headers.add(std::move(name), std::move(value));
    return request;
}

/// What a stream and its callbacks share. Lives and dies on the loop; the network thread only
/// carries weak pointers to it.
struct StreamCore {
    ControlLink::StreamCallbacks callbacks;
    std::shared_ptr<net::WebSocket> socket;  ///< null before it is open and after it was closed
};

class HttpControlStream final : public ControlStream {
  public:
    HttpControlStream(
        std::shared_ptr<StreamCore> core,
        const Signer& signer,
        StreamKind kind,
        Target target,
        std::string path_and_query
    )
        : core_(std::move(core)),
          signer_(signer),
          kind_(kind),
          target_(std::move(target)),
          path_and_query_(std::move(path_and_query)) {}

    ~HttpControlStream() override {
        if (core_->socket) core_->socket->close(kNormalClosure, "");
    }

    void send(std::string text) override {
        if (!core_->socket) return;
        if (kind_ == StreamKind::Exec) return core_->socket->send_binary(std::move(text));
        if (kind_ != StreamKind::Telemetry) return core_->socket->send(std::move(text));
        const auto credentials = signer_.own();
        if (credentials) core_->socket->send(signature_block(*credentials, text) + text);
    }

  private:
    [[nodiscard]] std::string signature_block(
        const wire::Credentials& credentials, const std::string& text
    ) const {
        std::vector<wire::HeaderField> headers{{"Host", target_.authority}};
        const auto added = signer_.sign(credentials, "GET", path_and_query_, headers, text);
        headers.insert(headers.end(), added.begin(), added.end());
        std::string block;
        for (const auto& [name, value] : headers) block += fmt::format("{}: {}\r\n", name, value);
        return block + "\r\n";
    }

    std::shared_ptr<StreamCore> core_;
    const Signer& signer_;
    StreamKind kind_;
    Target target_;
    std::string path_and_query_;
};

class HttpControlLink final : public ControlLink {
  public:
    HttpControlLink(
        Loop& loop, net::HttpClient& client, HttpControlLinkOptions options, Target target
    )
        : client_(client),
          options_(std::move(options)),
          api_(std::move(target)),
          signer_{loop, options_},
          gate_(std::make_shared<LoopGate>(loop)),
          alive_(std::make_shared<bool>(true)) {}

    ~HttpControlLink() override { gate_->shut(); }

    void call(
        std::string_view operation, std::string body, std::function<void(Result<std::string>)> done
    ) override {
        const auto credentials = signer_.own();
        if (!credentials) return fail_soon(no_credentials(), std::move(done));
        auto request = signed_request(
            signer_,
            *credentials,
            "POST",
            api_.path + "/",
            {
                {"Host", api_.authority},
                {"Content-Type", "application/x-amz-json-1.1"},
                {"X-Amz-Target", kTargetPrefix + std::string(operation)},
                {"User-Agent", options_.user_agent},
            },
            std::move(body)
        );
        send(std::move(request), kService, std::move(done));
    }

    void call_service(const ServiceCall& call, std::function<void(Result<std::string>)> done)
        override {
        auto encoded = encode_service_call(call);
        if (!encoded) return fail_soon(encoded.error(), std::move(done));
        auto& headers = encoded->headers;
        headers.emplace_back("Host", api_.authority);
        headers.emplace_back("User-Agent", options_.user_agent);
        const bool own = call.credentials.access_key_id.value_or("").empty();
        const auto credentials =
            own ? signer_.own() : std::optional(signing_credentials(call.credentials));
        if (!credentials) return fail_soon(no_credentials(), std::move(done));
        const std::string target = api_.path + encoded->path;
        const auto added = wire::sign_request(
            {encoded->method, target, headers, encoded->body},
            *credentials,
            {call.region.empty() ? options_.region : call.region, encoded->signing_name},
            signer_.loop.now(),
            encoded->rules
        );
        headers.insert(headers.end(), added.begin(), added.end());
        net::HttpRequest request;
        request.method = encoded->method;
        request.target = target;
        request.body = std::move(encoded->body);
        for (auto& [name, value] : headers) request.headers.add(std::move(name), std::move(value));
        send(std::move(request), call.service, std::move(done));
    }

    std::shared_ptr<ControlStream> open_stream(
        StreamKind kind, const std::string& endpoint, const Query& query, StreamCallbacks callbacks
    ) override {
        auto core = std::make_shared<StreamCore>();
        core->callbacks = std::move(callbacks);
        auto target = parse_target(endpoint);
        if (!target) {
            post_close(core, "the endpoint '" + endpoint + "' is no URL");
            return std::make_shared<HttpControlStream>(core, signer_, kind, Target{}, "");
        }
        const auto credentials = signer_.own();
        if (!credentials) {
            post_close(core, no_credentials().message);
            return std::make_shared<HttpControlStream>(core, signer_, kind, Target{}, "");
        }
        const std::string path_and_query = target->path + "/ws" + query_text(query);
        auto upgrade = signed_request(
            signer_,
            *credentials,
            "GET",
            path_and_query,
            {{"Host", target->authority}, {"User-Agent", options_.user_agent}},
            ""
        );
        client_.open_websocket(
            target->endpoint,
            std::move(upgrade),
            options_.connect_timeout,
            socket_callbacks(kind, core),
            [this_gate = gate_,
             weak = std::weak_ptr(core)](Result<std::shared_ptr<net::WebSocket>> socket) {
                this_gate->post([weak, socket = std::move(socket)] { on_opened(weak, socket); });
            }
        );
        return std::make_shared<HttpControlStream>(
            core, signer_, kind, std::move(*target), path_and_query
        );
    }

  private:
    void send(
        net::HttpRequest request, std::string service, std::function<void(Result<std::string>)> done
    ) {
        client_.request(
            api_.endpoint,
            std::move(request),
            options_.call_timeout,
            [gate = gate_,
             alive = std::weak_ptr(alive_),
             service = std::move(service),
             done = std::move(done)](Result<net::HttpResponse> response) {
                gate->post([alive, service, done, response = std::move(response)] {
                    if (!alive.expired()) done(read_answer(service, response));
                });
            }
        );
    }

    void fail_soon(Error why, std::function<void(Result<std::string>)> done) {
        gate_->post([alive = std::weak_ptr(alive_), why = std::move(why), done = std::move(done)] {
            if (!alive.expired()) done(why);
        });
    }

    static Result<std::string> read_answer(
        const std::string& service, const Result<net::HttpResponse>& response
    ) {
        if (!response) return response.error();
        if (response->status == 200) return response->body;
        return decode_service_error(service, response->status, response->body);
    }

    static void on_opened(
        const std::weak_ptr<StreamCore>& weak, const Result<std::shared_ptr<net::WebSocket>>& socket
    ) {
        const auto core = weak.lock();
        if (!core) {
            if (socket) (*socket)->close(kNormalClosure, "");
            return;
        }
        if (!socket) return core->callbacks.on_close(kLost, socket.error().message);
        core->socket = *socket;
        core->callbacks.on_open();
    }

    net::WebSocket::Callbacks socket_callbacks(
        StreamKind kind, const std::shared_ptr<StreamCore>& core
    ) {
        net::WebSocket::Callbacks callbacks;
        callbacks.on_text = [gate = gate_, weak = std::weak_ptr(core)](std::string text) {
            gate->post([weak, text = std::move(text)] {
                if (const auto open = weak.lock()) open->callbacks.on_text(text);
            });
        };
        if (kind == StreamKind::Exec) callbacks.on_binary = callbacks.on_text;
        callbacks.on_close = [gate = gate_,
                              weak = std::weak_ptr(core)](int code, std::string reason) {
            gate->post([weak, code, reason = std::move(reason)] {
                const auto open = weak.lock();
                if (!open) return;
                open->socket.reset();
                open->callbacks.on_close(code, reason);
            });
        };
        return callbacks;
    }

    void post_close(const std::shared_ptr<StreamCore>& core, std::string why) {
        gate_->post([weak = std::weak_ptr(core), why = std::move(why)] {
            if (const auto open = weak.lock()) open->callbacks.on_close(kLost, why);
        });
    }

    net::HttpClient& client_;
    HttpControlLinkOptions options_;
    Target api_;
    Signer signer_;
    std::shared_ptr<LoopGate> gate_;
    std::shared_ptr<bool> alive_;
};

}  // namespace

Result<std::unique_ptr<ControlLink>> make_http_control_link(
    Loop& loop, net::HttpClient& client, HttpControlLinkOptions options
) {
    auto target = parse_target(options.endpoint);
    if (!target) return target.error();
    return std::unique_ptr<ControlLink>(
        std::make_unique<HttpControlLink>(loop, client, std::move(options), std::move(*target))
    );
}

}  // namespace gantry::agent
