#include <utility>

#include "drivers/runtime/docker/byte_stream.h"
#include "drivers/runtime/docker/docker_runtime.h"

/// Connections to containers' ports: from within the container's network namespace, or, where the
/// agent may not enter it, to its address.
namespace gantry::runtime {
namespace {

constexpr Duration kConnectLimit{10'000};

}  // namespace

class DockerRuntime::Connection final : public ContainerStream,
                                        public std::enable_shared_from_this<Connection> {
  public:
    Connection(DockerRuntime& runtime, std::uint16_t port, StreamReader reader)
        : connection_(runtime.connection_),
          link_(runtime.connection_.link()),
          local_(runtime.local_),
          port_(port),
          reader_(std::move(reader)) {}

    void begin(const Result<ContainerStatus>& container) {
        if (!container) return end(container.error());
        if (container->phase != ContainerPhase::Running) {
            return end(Error{ErrorKind::Conflict, {}, "the container is not running", {}});
        }
        for (const auto& [network, address] : container->ip_by_network) {
            if (!address.empty()) address_ = address;
        }
        if (local_ && container->pid > 0) {
            within_ = "/proc/" + std::to_string(container->pid) + "/ns/net";
            return dial({.host = "127.0.0.1", .port = port_, .network_namespace = within_});
        }
        dial_from_outside(unavailable("its network cannot be entered"));
    }

    void write(std::string bytes) override {
        if (open_) return stream_->write(std::move(bytes));
        early_ += bytes;
    }
    void end_input() override {
        input_ended_ = true;
        if (open_) stream_->end_input();
    }
    void resize(std::uint16_t /*rows*/, std::uint16_t /*columns*/) override {}
    void resume() override {
        if (stream_) stream_->resume();
    }

  private:
    // The reader may drop the handle, and with it this object, from within its callbacks.

    void dial(const net::Endpoint& endpoint) {
        ByteStream::Owner owner{
            .on_open =
                [this] {
                    const auto self = shared_from_this();
                    open_ = true;
                    if (!early_.empty()) stream_->write(std::exchange(early_, {}));
                    if (input_ended_) stream_->end_input();
                    if (reader_.on_open) reader_.on_open();
                },
            .on_refused = [this](const Error& why, const net::HttpResponse&) { on_refused(why); },
            .on_bytes =
                [this](std::string bytes) {
                    const auto self = shared_from_this();
                    return reader_.on_output(false, std::move(bytes));
                },
            .on_taken = [this](std::size_t bytes) { reader_.on_taken(bytes); },
            .on_end = [this](const Result<void>& how
                      ) { end(how ? Result<std::int32_t>{0} : Result<std::int32_t>{how.error()}); },
            .on_late = {},
        };
        stream_ = std::make_shared<ByteStream>(connection_.loop(), link_, std::move(owner));
        connection_.client().connect(
            endpoint, kConnectLimit, stream_->callbacks(), stream_->opened()
        );
    }

    /// Programs may listen at the container's address alone.
    void on_refused(const Error& why) {
        const auto self = shared_from_this();
        if (within_.empty() || address_.empty()) return end(why);
        const bool may_enter = why.kind != ErrorKind::Denied;
        net::Endpoint endpoint{.host = address_, .port = port_};
        if (may_enter) endpoint.network_namespace = within_;
        within_.clear();
        dial(endpoint);
    }

    void dial_from_outside(const Error& why_not) {
        if (address_.empty()) return end(why_not);
        dial({.host = address_, .port = port_});
    }

    void end(const Result<std::int32_t>& how) {
        const auto self = shared_from_this();
        open_ = false;
        stream_.reset();
        const auto on_end = std::exchange(reader_.on_end, nullptr);
        if (on_end) on_end(how);
    }

    DockerConnection& connection_;
    std::shared_ptr<LoopLink> link_;
    const bool local_;
    const std::uint16_t port_;
    StreamReader reader_;
    std::string within_;   ///< the namespace's file; empty: it was tried
    std::string address_;  ///< the container's; empty: it has none of its own
    std::shared_ptr<ByteStream> stream_;
    bool open_ = false;  ///< until then another address may be tried, and what is written waits
    std::string early_;
    bool input_ended_ = false;
};

std::shared_ptr<ContainerStream> DockerRuntime::connect(
    const std::string& id, std::uint16_t port, StreamReader reader
) {
    auto stream = std::make_shared<Connection>(*this, port, std::move(reader));
    inspect_container(id, [weak = std::weak_ptr(stream)](const Result<ContainerStatus>& container) {
        if (const auto self = weak.lock()) self->begin(container);
    });
    return stream;
}

}  // namespace gantry::runtime
