#include "agent/endpoint/endpoint_server.h"

#include <unistd.h>

#include <atomic>
#include <chrono>

#include "agent/endpoint/desk.h"
#include "agent/endpoint/introspection.h"
#include "base/log.h"
#include "net/http.h"

namespace gantry::agent::endpoint {
namespace {

constexpr Duration kRefusalLogInterval{10'000};
constexpr Duration kStopGrace{500};

/// The network threads' clock.
MonoTime mono_now() {
    return {std::chrono::steady_clock::now().time_since_epoch()};
}

/// "172.17.0.2:4711" → "172.17.0.2".
std::string address_of(const std::string& peer) {
    return peer.substr(0, peer.rfind(':'));
}

net::HttpResponse to_response(Answer answer) {
    net::HttpResponse response;
    response.status = answer.status;
    response.headers.add("Content-Type", std::move(answer.content_type));
    if (!answer.location.empty()) response.headers.add("Location", std::move(answer.location));
    if (!answer.allow.empty()) response.headers.add("Allow", std::move(answer.allow));
    response.body = std::move(answer.body);
    return response;
}

/// Both sockets speak plain HTTP and no websockets.
class Handler : public net::HttpHandler {
  public:
    void on_upgrade(net::HttpRequest request, Accept accept, net::Respond refuse) final {
        (void)request;
        (void)accept;
        refuse(to_response(text_answer(400, "there are no websockets here")));
    }
    net::HttpResponse on_failure(int status) final {
        return to_response(text_answer(status, "the request cannot be read"));
    }
};

/// Its members belong to the server's network thread, but for `begun`.
class TasksHandler final : public Handler {
  public:
    TasksHandler(std::shared_ptr<Directory> directory, const EndpointOptions& options)
        : directory_(std::move(directory)),
          metadata_(options.metadata),
          credentials_(options.credentials) {}

    void begin() { begun_ = true; }

    void on_request(net::HttpRequest request, net::Respond respond) override {
        const std::string peer = address_of(request.peer);
        auto read = read_ask(request.method, request.target);
        auto* ask = std::get_if<Ask>(&read);
        const bool keys = ask != nullptr && ask->kind == AskKind::Credentials;
        const MonoTime now = mono_now();
        if (!(keys ? credentials_ : metadata_).allow(peer, now)) {
            return respond(to_response(too_many()));
        }
        if (ask == nullptr) return respond(to_response(std::get<Answer>(std::move(read))));
        ask->peer = peer;
        // Of connections from a VPC alone the address is a task's.
        if (ask->by_address && peer.starts_with(kFromVpc)) ask->id = peer;
        ask->body = std::move(request.body);
        const Ask asked = *ask;
        const auto reply = [respond](Answer answer) { respond(to_response(std::move(answer))); };
        if (directory_->hand_over(std::move(*ask), reply)) return;
        if (!begun_) return respond(to_response(not_ready(asked)));
        if (const auto times = refused_.add(now)) {
            log_info("endpoint_id_unknown", {{"peer", peer}, {"times", *times}});
        }
        respond(to_response(unknown_id(asked)));
    }

  private:
    std::shared_ptr<Directory> directory_;
    std::atomic<bool> begun_{false};
    SourceLimits metadata_;
    SourceLimits credentials_;
    LogBurst refused_{kRefusalLogInterval};
};

class OperatorsHandler final : public Handler {
  public:
    explicit OperatorsHandler(std::shared_ptr<Directory> directory)
        : directory_(std::move(directory)) {}

    void on_request(net::HttpRequest request, net::Respond respond) override {
        auto read = read_operators_ask(request.method, request.target);
        if (auto* answer = std::get_if<Answer>(&read)) {
            return respond(to_response(std::move(*answer)));
        }
        const auto ask = std::get<OperatorsAsk>(read);
        directory_->ask_all(
            ask.task,
            ask.container,
            [ask, respond](const std::vector<Answerer::About>& about) {
                respond(to_response(operators_answer(ask, about)));
            }
        );
    }

  private:
    std::shared_ptr<Directory> directory_;
};

net::HttpServerOptions server_options(
    const EndpointOptions& options, const std::string& address, std::uint16_t port
) {
    net::HttpServerOptions server;
    server.address = address;
    server.port = port;
    server.max_body_bytes = options.max_body_bytes;
    server.max_header_bytes = options.max_header_bytes;
    server.max_connections = options.max_connections;
    server.max_connections_of_peer = options.max_connections_of_peer;
    server.header_timeout = options.request_timeout;
    server.body_timeout = options.request_timeout;
    server.idle_timeout = options.idle_timeout;
    return server;
}

}  // namespace

struct EndpointServer::Parts {
    Parts(const EndpointOptions& how, std::shared_ptr<Directory> who)
        : options(how),
          directory(std::move(who)),
          for_tasks(directory, how),
          for_operators(directory) {}

    static Result<void> listen(
        std::unique_ptr<net::HttpServer>& server,
        const net::HttpServerOptions& options,
        net::HttpHandler& handler
    ) {
        auto started = net::start_http_server(options, handler);
        if (!started) return started.error();
        server = std::move(*started);
        return {};
    }

    EndpointOptions options;
    std::shared_ptr<Directory> directory;
    TasksHandler for_tasks;
    OperatorsHandler for_operators;
    std::unique_ptr<net::HttpServer> tasks;
    std::unique_ptr<net::HttpServer> operators;
};

EndpointServer::EndpointServer(EndpointOptions options)
    : EndpointServer(options, std::make_shared<Directory>()) {}

EndpointServer::EndpointServer(EndpointOptions options, std::shared_ptr<Directory> directory)
    : parts_(std::make_unique<Parts>(options, std::move(directory))) {}

EndpointServer::~EndpointServer() {
    if (parts_->tasks) parts_->tasks->stop(kStopGrace);
    if (parts_->operators) parts_->operators->stop(kStopGrace);
}

Result<void> EndpointServer::listen_for_tasks(const std::string& address, std::uint16_t port) {
    return Parts::listen(
        parts_->tasks, server_options(parts_->options, address, port), parts_->for_tasks
    );
}

void EndpointServer::adopt(int descriptor, const std::string& peer) {
    if (parts_->tasks) {
        parts_->tasks->adopt(descriptor, kFromVpc + peer.substr(0, peer.rfind(':')));
    } else {
        ::close(descriptor);
    }
}

Result<void> EndpointServer::listen_for_operators(const std::string& address, std::uint16_t port) {
    return Parts::listen(
        parts_->operators, server_options(parts_->options, address, port), parts_->for_operators
    );
}

void EndpointServer::begin() {
    parts_->for_tasks.begin();
}

std::uint16_t EndpointServer::tasks_port() const {
    return parts_->tasks ? parts_->tasks->port() : 0;
}

std::uint16_t EndpointServer::operators_port() const {
    return parts_->operators ? parts_->operators->port() : 0;
}

std::shared_ptr<TaskEndpoint::Desk> EndpointServer::open_desk(NodeView view) {
    return EndpointDesk::open(std::move(view), parts_->directory);
}

}  // namespace gantry::agent::endpoint
