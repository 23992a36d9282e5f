// A server of files, to be compared with another by bench_stream.py:
//
//     bench_stream <port> <directory>
//
// GET /name answers with the file, a Range with its part; PUT /name writes it. Ends with its
// standard input.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/thread_loop.h"
#include "net/piece_pump.h"

namespace gantry {
namespace {

/// With more than this not yet written, the client waits.
constexpr std::size_t kMaxUnwritten = std::size_t{1} << 20;

/// Writes a body to a file on a thread for disks, and then answers.
class FileSink final : public net::BodySink, public std::enable_shared_from_this<FileSink> {
  public:
    FileSink(ThreadLoop& disk, const std::string& path)
        : disk_(disk), fd_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)) {}
    ~FileSink() override { ::close(fd_); }
    FileSink(const FileSink&) = delete;
    FileSink& operator=(const FileSink&) = delete;

    void answer_with(net::Respond respond) { respond_ = std::move(respond); }

    bool on_begin(std::function<void()> resume) override {
        resume_ = std::move(resume);
        return true;
    }
    bool on_bytes(std::string_view bytes) override {
        unwritten_ += bytes.size();
        disk_.post([self = shared_from_this(), piece = std::string(bytes)] { self->put(piece); });
        return unwritten_ < kMaxUnwritten;
    }
    void on_end(Result<void> how) override {
        disk_.post([self = shared_from_this(), status = how ? 201 : 400] {
            self->respond_({.status = self->good_ ? status : 500});
        });
    }

  private:
    void put(std::string_view piece) {
        good_ =
            good_ && ::write(fd_, piece.data(), piece.size()) == static_cast<ssize_t>(piece.size());
        unwritten_ -= piece.size();
        if (unwritten_ < kMaxUnwritten / 2) resume_();
    }

    ThreadLoop& disk_;
    int fd_;
    std::function<void()> resume_;
    net::Respond respond_;
    std::atomic<std::size_t> unwritten_ = 0;
    bool good_ = true;
};

class Files final : public net::HttpHandler {
  public:
    explicit Files(std::string directory) : directory_(std::move(directory)) {}

    net::HeadVerdict on_head(const net::HttpRequest& head) override {
        if (head.method != "PUT") return net::ReadBody{};
        auto sink = std::make_shared<FileSink>(disk_, directory_ + head.target);
        return net::TakeBody{.sink = sink, .note = sink};
    }
    void on_request(net::HttpRequest request, net::Respond respond) override {
        if (const auto* sink = std::any_cast<std::shared_ptr<FileSink>>(&request.note)) {
            return (*sink)->answer_with(std::move(respond));
        }
        auto answer =
            net::file_answer(disk_, directory_ + request.target, request.headers.find("range"));
        respond(answer ? std::move(*answer) : net::HttpResponse{.status = 404});
    }
    void on_upgrade(net::HttpRequest, Accept, net::Respond refuse) override {
        refuse({.status = 404});
    }

  private:
    std::string directory_;
    ThreadLoop disk_{"files"};
};

int serve(std::string_view port, const std::string& directory) {
    net::HttpServerOptions options;
    std::from_chars(port.data(), port.data() + port.size(), options.port);
    Files files(directory);
    auto server = net::start_http_server(options, files);
    if (!server) {
        fmt::print(stderr, "{}\n", server.error().message);
        return 1;
    }
    fmt::print("ready at {}\n", (*server)->port());
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    server->reset();
    return 0;
}

}  // namespace
}  // namespace gantry

int main(int argc, char** argv) {
    if (argc != 3) {
        fmt::print(stderr, "usage: bench_stream <port> <directory>\n");
        return 2;
    }
    return gantry::serve(argv[1], argv[2]);
}
