#include "services/ecs/pages/exec_hub.h"

#include <atomic>
#include <map>
#include <mutex>
#include <utility>

#include "base/log.h"
#include "base/thread_loop.h"
#include "services/ecs/pages/live_session.h"
#include "wire/json_codec.h"

namespace gantry::ecs {
namespace {

constexpr int kExecPolicyViolation = 1008;

/// From the handshake to the token.
constexpr Duration kTokenLimit{10'000};
/// Clients that have not shown a token yet.
constexpr int kMaxWaitingClients = 256;
/// What one side's frames may hold while they wait for the relay, each with what it costs to queue
/// it.
constexpr std::size_t kMaxExecWaitingBytes = 8U << 20U;
constexpr std::size_t kExecFrameOverhead = 256;
constexpr std::int32_t kLastPort = 65'535;

/// Counts the frames of one side that wait. Any thread.
class ExecWaiting {
  public:
    /// @return what gives the place back when it goes; null: there is no room
    static std::shared_ptr<void> enter(
        const std::shared_ptr<ExecWaiting>& self, std::size_t frame
    ) {
        const std::size_t bytes = frame + kExecFrameOverhead;
        const std::size_t waiting = (self->bytes_ += bytes);
        if (waiting > kMaxExecWaitingBytes) {
            self->bytes_ -= bytes;
            return nullptr;
        }
        return {self.get(), [self, bytes](void*) { self->bytes_ -= bytes; }};
    }

  private:
    std::atomic<std::size_t> bytes_ = 0;
};

/// A client's first frame.
struct OpenDataChannel {
    std::string token;
    exec::ClientWishes wishes;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<OpenDataChannel>(
            "OpenDataChannelInput",
            {
                field<&OpenDataChannel::token>("TokenValue"),
                field<&OpenDataChannel::wishes>("Gantry"),
            }
        );
        return info;
    }
};

std::string_view session_in(std::string_view target) {
    target = target.substr(0, target.find('?'));
    return target.starts_with(kDataChannelPath) ? target.substr(kDataChannelPath.size()) : "";
}

}  // namespace

/// The thread of relays, and what lives there.
class ExecHub::Inside {
  public:
    ThreadLoop loop{"exec"};
    std::map<std::string, std::shared_ptr<LiveSession>> sessions;  ///< on the loop

    /// Runs `work` with that session on the loop, if it is still there. Any thread.
    template <class Work>
    static void with(const std::weak_ptr<Inside>& weak, const std::string& id, Work work) {
        const auto inside = weak.lock();
        if (!inside) return;
        inside->loop.post([self = inside.get(), id, work = std::move(work)] {
            const auto found = self->sessions.find(id);
            if (found == self->sessions.end()) return;
            const auto session = found->second;
            work(*session);
        });
    }
};

/// Any thread.
class ExecHub::Door {
  public:
    Door(Loop& core, ExecHub& hub) : core_(&core), hub_(&hub) {}

    /// Runs on the core's loop while the hub is there.
    void post(std::function<void(ExecHub&)> work) {
        const std::lock_guard lock(mutex_);
        if (core_ == nullptr) return;
        core_->post([hub = hub_, alive = std::weak_ptr(hub_->alive_), work = std::move(work)] {
            if (!alive.expired()) work(*hub);
        });
    }
    void after(Duration delay, std::function<void()> work) {
        post([delay, work = std::move(work)](ExecHub& hub) { hub.core_.call_after(delay, work); });
    }
    void close() {
        const std::lock_guard lock(mutex_);
        core_ = nullptr;
    }
    [[nodiscard]] bool closed() {
        const std::lock_guard lock(mutex_);
        return core_ == nullptr;
    }

    std::atomic<int> waiting = 0;  ///< clients without a token

  private:
    std::mutex mutex_;
    Loop* core_;  ///< guarded by mutex_; null once closed
    ExecHub* hub_;
};

/// A client's websocket. On the network's thread, and told on the core's loop what it belongs to.
class ExecHub::Client : public std::enable_shared_from_this<Client> {
  public:
    Client(std::shared_ptr<Door> door, std::string id)
        : door_(std::move(door)), id_(std::move(id)) {
        ++door_->waiting;
    }
    ~Client() { stop_waiting(); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    static void bind(
        const std::shared_ptr<Client>& self, const std::shared_ptr<net::WebSocket>& socket
    ) {
        self->socket_ = socket;  // it holds the callbacks, until it is closed
        socket->set_callbacks({
            .on_text = [self](const std::string& text) { self->on_text(text); },
            .on_close = [self](int, const std::string&) { self->on_close(); },
            .on_binary = [self](std::string bytes) { self->on_binary(std::move(bytes)); },
        });
        self->door_->after(kTokenLimit, [weak = std::weak_ptr(self)] {
            const auto late = weak.lock();
            if (late && !late->admitted()) late->refuse("no token was shown in time");
        });
    }

    void refuse(const std::string& why) {
        stop_waiting();
        const std::lock_guard lock(mutex_);
        if (socket_) socket_->close(kExecPolicyViolation, why);
        socket_.reset();
    }
    /// It went after it was admitted, perhaps before its session was there to be told.
    [[nodiscard]] bool gone() {
        const std::lock_guard lock(mutex_);
        return gone_;
    }
    /// On the core's loop. @return the socket; null: it has gone
    std::shared_ptr<net::WebSocket> admit(const std::weak_ptr<Inside>& inside) {
        stop_waiting();
        const std::lock_guard lock(mutex_);
        inside_ = inside;
        admitted_ = true;
        return std::exchange(socket_, nullptr);
    }

  private:
    bool admitted() {
        const std::lock_guard lock(mutex_);
        return admitted_;
    }
    void stop_waiting() {
        if (waits_.exchange(false)) --door_->waiting;
    }

    void on_text(const std::string& text) {
        if (std::exchange(asked_, true)) return;
        const auto opening = wire::decode_json<OpenDataChannel>(text);
        if (!opening) return refuse("the first frame cannot be read");
        door_->post([self = shared_from_this(), opening = *opening](ExecHub& hub) {
            hub.claim(self, self->id_, opening.token, opening.wishes);
        });
    }

    /// What comes before the token was looked at is lost: channels send it again.
    void on_binary(std::string bytes) {
        std::weak_ptr<Inside> inside;
        {
            const std::lock_guard lock(mutex_);
            if (!admitted_) return;
            inside = inside_;
        }
        auto place = ExecWaiting::enter(waiting_, bytes.size());
        if (!place) return;  // the same
        Inside::with(
            inside,
            id_,
            [place = std::move(place), bytes = std::move(bytes)](LiveSession& session) {
                session.on_client_frame(bytes);
            }
        );
    }

    void on_close() {
        std::weak_ptr<Inside> inside;
        {
            const std::lock_guard lock(mutex_);
            socket_.reset();
            gone_ = true;
            inside = inside_;
        }
        stop_waiting();
        Inside::with(inside, id_, [](LiveSession& session) { session.on_client_gone(); });
    }

    const std::shared_ptr<Door> door_;
    const std::string id_;
    std::atomic<bool> waits_ = true;
    bool asked_ = false;
    const std::shared_ptr<ExecWaiting> waiting_ = std::make_shared<ExecWaiting>();
    std::mutex mutex_;  ///< guards what follows
    std::weak_ptr<Inside> inside_;
    bool admitted_ = false;
    bool gone_ = false;
    std::shared_ptr<net::WebSocket> socket_;  ///< until it is admitted, or has gone
};

// ---- The hub -------------------------------------------------------------------------------

ExecHub::ExecHub(Loop& core, fleet::Fleet& fleet, IdSource ids, Options options)
    : core_(core),
      fleet_(fleet),
      options_(std::move(options)),
      book_(ids, options_.secret),
      door_(std::make_shared<Door>(core, *this)) {}

ExecHub::~ExecHub() {
    stop();
}

Result<exec::SessionBook::Ticket> ExecHub::promise(exec::Session session) {
    if (!alive_) return unavailable("Gantry is stopping.");
    if (!inside_) inside_ = std::make_shared<Inside>();
    return book_.promise(std::move(session), now());
}

void ExecHub::claim(
    const std::shared_ptr<Client>& client,
    const std::string& id,
    const std::string& token,
    const exec::ClientWishes& wishes
) {
    using Use = exec::SessionBook::Use;
    if (wishes.port < 0 || wishes.port > kLastPort) return client->refuse("there is no such port");
    auto session = book_.claim(id, token, wishes.port != 0 ? Use::Port : Use::Command, now());
    if (!session) {
        log_warn("exec_token_refused", {{"session", id}});
        return client->refuse("the token is not, or no longer, good for this session");
    }
    const auto socket = client->admit(inside_);
    if (!socket) return book_.end(id);
    session->request.tty = wishes.tty;
    session->request.port = wishes.port;
    session->request.in_container = wishes.in_container;
    log_info(
        "exec_session_begins",
        {{"session", id},
         {"caller", session->caller},
         {"task", session->request.task_arn},
         {"container", session->request.container}}
    );
    const LiveSession::Hooks hooks{
        .call_agent =
            [door = door_, id, what = *session] {
                door->post([id, what](ExecHub& hub) { hub.call_agent(id, what); });
            },
        .transcript =
            [door = door_, what = *session](std::string text, bool last) {
                door->post([what, text = std::move(text), last](ExecHub& hub) {
                    if (hub.options_.transcript) hub.options_.transcript(what, text, last);
                });
            },
        .over =
            [door = door_, id, inside = std::weak_ptr(inside_)] {
                if (const auto still = inside.lock()) still->sessions.erase(id);
                door->post([id](ExecHub& hub) { hub.book_.end(id); });
            },
    };
    inside_->loop.post([inside = inside_.get(), what = *session, wishes, socket, hooks, client] {
        auto live = std::make_shared<LiveSession>(inside->loop, what, wishes, socket, hooks);
        inside->sessions.emplace(what.id, live);
        live->start();
        if (client->gone()) live->on_client_gone();
    });
}

void ExecHub::call_agent(const std::string& id, const exec::Session& session) {
    if (fleet_.ask_for_exec(session.instance_key, session.request)) return;
    Inside::with(inside_, id, [](LiveSession& live) {
        live.on_agent_gone("The agent of the container's machine is not connected. Try again.");
    });
}

/// Hands on what an agent sends. One of ours keeps within the room that the relay gives it; of
/// another nothing is taken any more, and its session ends.
std::function<void(std::string)> ExecHub::frames_of_agent(
    const std::weak_ptr<Inside>& inside, const std::string& session
) {
    return
        [inside, session, waiting = std::make_shared<ExecWaiting>(), full = false](std::string bytes
        ) mutable {
            if (full) return;
            auto place = ExecWaiting::enter(waiting, bytes.size());
            full = place == nullptr;
            if (full) {
                return Inside::with(inside, session, [](LiveSession& live) {
                    live.on_agent_gone("The agent sends more than there is room for.");
                });
            }
            Inside::with(
                inside,
                session,
                [place = std::move(place), bytes = std::move(bytes)](LiveSession& live) {
                    live.on_agent_frame(bytes);
                }
            );
        };
}

void ExecHub::open_agent(
    const std::string& session,
    const std::string& instance_key,
    const net::HttpHandler::Accept& accept,
    const net::Respond& refuse,
    std::function<bool()> lasts
) {
    const std::string* const wanted = book_.instance_of(session);
    if (!inside_ || wanted == nullptr || *wanted != instance_key) {
        net::HttpResponse response{.status = 400};
        response.body = R"({"InvalidParameterException":"No such session."})";
        return refuse(std::move(response));
    }
    end_once_agent_is_put_out(session, std::move(lasts));
    accept([inside = std::weak_ptr(inside_),
            session](const std::shared_ptr<net::WebSocket>& socket) {
        socket->set_callbacks({
            .on_text = [](const std::string&) {},
            .on_close =
                [inside, session](int, const std::string&) {
                    Inside::with(inside, session, [](LiveSession& live) {
                        live.on_agent_gone("The connection with the container was lost.");
                    });
                },
            .on_binary = frames_of_agent(inside, session),
        });
        Inside::with(inside, session, [socket](LiveSession& live) { live.on_agent(socket); });
    });
}

/// An agent that only listens shows itself nowhere: it is looked after by the clock.
void ExecHub::end_once_agent_is_put_out(const std::string& session, std::function<bool()> lasts) {
    core_.call_after(
        kAgentsAreJudged,
        [this, alive = std::weak_ptr(alive_), session, lasts = std::move(lasts)] {
            if (alive.expired() || book_.instance_of(session) == nullptr) return;
            if (lasts()) return end_once_agent_is_put_out(session, lasts);
            log_warn("exec_agent_put_out", {{"session", session}});
            Inside::with(inside_, session, [](LiveSession& live) {
                live.on_agent_gone("The container's machine was deregistered.");
            });
        }
    );
}

void ExecHub::stop() {
    door_->close();
    alive_.reset();
    if (!inside_) return;
    inside_->loop.run_and_wait([&inside = *inside_] {
        const auto sessions = inside.sessions;
        for (const auto& [id, session] : sessions) session->stop("Gantry is stopping.");
        inside.sessions.clear();
    });
    inside_->loop.stop();
    inside_.reset();
}

// ---- The door ------------------------------------------------------------------------------

void ExecHub::open_client(const std::shared_ptr<Door>& door, const service::Upgrade& upgrade) {
    const std::string id(session_in(upgrade.request.target));
    if (id.empty() || door == nullptr || door->closed()) {
        return upgrade.refuse(net::HttpResponse{.status = 404});
    }
    if (door->waiting >= kMaxWaitingClients) {
        return upgrade.refuse(net::HttpResponse{.status = 503});
    }
    upgrade.accept([door, id](const std::shared_ptr<net::WebSocket>& socket) {
        Client::bind(std::make_shared<Client>(door, id), socket);
    });
}

}  // namespace gantry::ecs
