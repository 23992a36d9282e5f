#include "services/ecs/pages/exec_hub.h"

#include <chrono>
#include <mutex>
#include <thread>

#include "services/ecs/exec/data_channel.h"
#include "services/ecs/fleet/test_fleet.h"

namespace gantry::ecs {
namespace {

/// The core's loop, in which work from the thread of relays waits for the test.
class PostedLoop final : public Loop {
  public:
    explicit PostedLoop(ManualLoop& inner) : inner_(inner) {}

    void post(Work work) override {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(work));
    }
    void run() {
        std::vector<Work> work;
        {
            const std::lock_guard lock(mutex_);
            work.swap(posted_);
        }
        for (const Work& one : work) one();
        inner_.run_until_idle();
    }
    TimerId call_after(Duration delay, Work work) override {
        return inner_.call_after(delay, std::move(work));
    }
    void cancel(TimerId timer) override { inner_.cancel(timer); }
    [[nodiscard]] SysTime now() const override { return inner_.now(); }
    [[nodiscard]] MonoTime mono() const override { return inner_.mono(); }

  private:
    ManualLoop& inner_;
    std::mutex mutex_;
    std::vector<Work> posted_;
};

/// Our end of a websocket: keeps what the peer would be sent.
class KeptSocket final : public net::WebSocket {
  public:
    void set_callbacks(Callbacks callbacks) override { its = std::move(callbacks); }
    void send(std::string text) override {
        const std::lock_guard lock(mutex_);
        sent_.push_back(std::move(text));
    }
    void close(int code, std::string) override {
        const std::lock_guard lock(mutex_);
        closed_ = code;
    }
    [[nodiscard]] std::size_t unsent_bytes() const override { return 0; }
    std::vector<std::string> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(sent_, {});
    }
    int closed() {
        const std::lock_guard lock(mutex_);
        return closed_;
    }

    Callbacks its;

  private:
    std::mutex mutex_;
    std::vector<std::string> sent_;
    int closed_ = 0;
};

net::HttpHandler::Accept accept_as(const std::shared_ptr<KeptSocket>& socket) {
    return [socket](const std::function<void(std::shared_ptr<net::WebSocket>)>& opened) {
        opened(socket);
    };
}
void refused(const net::HttpResponse& response) {
    ADD_FAILURE() << response.status << response.body;
}

class ExecHubTest : public fleet::FleetTest {
  protected:
    /// A session with its client and its agent. @param lasts of open_agent
    std::string begin(std::function<bool()> lasts) {
        const auto ticket = hub_.promise({.container_key = "c", .instance_key = "i"});
        EXPECT_TRUE(ticket);
        net::HttpRequest request;
        request.target = std::string(kDataChannelPath) + ticket->session_id;
        ExecHub::open_client(hub_.door(), {{}, request, accept_as(client_), refused});
        client_->its.on_text(R"({"TokenValue":")" + ticket->token + "\"}");
        core_.run();
        hub_.open_agent(ticket->session_id, "i", accept_as(agent_), refused, std::move(lasts));
        return ticket->session_id;
    }
    void pass(Duration time) {
        loop.advance(time);
        core_.run();
    }
    /// Answers the relay until that holds, for some seconds at most.
    template <class Condition>
    bool eventually(Condition condition) {
        for (int i = 0; i < 500; ++i) {
            const exec::Moment now{loop.now(), loop.mono()};
            for (const auto& frame : client_->take()) channel_.receive(frame, now);
            for (const auto& frame : channel_.take_frames()) client_->its.on_binary(frame);
            core_.run();
            if (condition()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }

    PostedLoop core_{loop};
    IdSource channel_ids_{Random(2)};
    exec::DataChannel channel_{exec::DataChannel::Side::Client, channel_ids_};
    std::shared_ptr<KeptSocket> client_ = std::make_shared<KeptSocket>();
    std::shared_ptr<KeptSocket> agent_ = std::make_shared<KeptSocket>();
    ExecHub hub_{core_, fleet, IdSource(Random(3)), {.secret = "secret", .transcript = {}}};
};

TEST_F(ExecHubTest, ASessionEndsOnceItsMachineIsPutOut) {
    bool lasts = true;
    int asked = 0;
    begin([&] { return ++asked, lasts; });
    for (int i = 0; i < 3; ++i) pass(ExecHub::kAgentsAreJudged);
    EXPECT_EQ(asked, 3);
    EXPECT_EQ(hub_.sessions(), 1U);
    EXPECT_FALSE(channel_.closed());
    lasts = false;
    pass(ExecHub::kAgentsAreJudged);
    ASSERT_TRUE(eventually([&] { return channel_.closed().has_value(); }));
    EXPECT_EQ(*channel_.closed(), "The container's machine was deregistered.");
    client_->its.on_close(1000, "");
    ASSERT_TRUE(eventually([&] { return hub_.sessions() == 0 && agent_->closed() == 1000; }));
    pass(ExecHub::kAgentsAreJudged);
    EXPECT_EQ(asked, 4) << "of what is over nobody asks";
}

}  // namespace
}  // namespace gantry::ecs
