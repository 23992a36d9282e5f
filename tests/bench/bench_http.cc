// A server with nothing behind it, to be loaded by wrk:
//
//     bench_http [port] [seconds] [threaded]  &  wrk -t1 -c64 -d5 http://127.0.0.1:<port>/
//
// With "threaded" the answers come from a thread of the program, as the control plane's do.
// At the end prints how many requests were answered and how many a second of processor time bought.
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <ctime>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "base/thread_loop.h"
#include "net/http.h"

namespace gantry {
namespace {

class Answerer final : public net::HttpHandler {
  public:
    explicit Answerer(ThreadLoop* loop) : loop_(loop) {}

    void on_request(net::HttpRequest, net::Respond respond) override {
        ++answered_;
        if (loop_ == nullptr) return respond(answer());
        loop_->post([respond = std::move(respond)] { respond(answer()); });
    }
    void on_upgrade(net::HttpRequest, Accept, net::Respond refuse) override { refuse(answer()); }

    [[nodiscard]] std::uint64_t answered() const { return answered_; }

  private:
    static net::HttpResponse answer() {
        net::HttpResponse response{.body = R"({"clusterArns":[]})"};
        response.headers.add("Content-Type", "application/x-amz-json-1.1");
        response.headers.add("x-amzn-RequestId", "6f2c1b6e-4b0f-4c55-9d0a-0d6f1c1f3c11");
        return response;
    }

    ThreadLoop* loop_;
    std::uint64_t answered_ = 0;  ///< network thread; read once that has ended
};

int number(std::string_view text, int otherwise) {
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace
}  // namespace gantry

int main(int argc, char** argv) {
    using namespace gantry;
    net::HttpServerOptions options;
    options.port = static_cast<std::uint16_t>(argc > 1 ? number(argv[1], 0) : 0);
    const int seconds = argc > 2 ? number(argv[2], 10) : 10;
    ThreadLoop loop{"answers"};
    Answerer handler{argc > 3 ? &loop : nullptr};
    auto server = net::start_http_server(options, handler);
    if (!server) {
        fmt::print(stderr, "{}\n", server.error().message);
        return 1;
    }
    fmt::print("listening on 127.0.0.1:{} for {} s\n", (*server)->port(), seconds);
    std::fflush(stdout);
    std::this_thread::sleep_for(std::chrono::seconds{seconds});
    (*server)->stop(Duration{0});
    const double cpu_s = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    const auto answered = static_cast<double>(handler.answered());
    fmt::print("{} requests, {:.0f} per processor second\n", handler.answered(), answered / cpu_s);
    return 0;
}
