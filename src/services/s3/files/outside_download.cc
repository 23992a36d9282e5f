#include "services/s3/files/outside_download.h"

#include <fmt/format.h>

#include <atomic>
#include <mutex>
#include <utility>

namespace gantry::s3 {
namespace {

/// One answer: an answer from there for each of its parts. The client's callbacks are handed on to
/// the part that is under way.
class Download final : public std::enable_shared_from_this<Download> {
  public:
    Download(std::shared_ptr<OutsideThere> there, api::FileBody body)
        : there_(std::move(there)), body_(std::move(body)) {
        there_->readers.join(body_);
    }
    ~Download() {
        for (const std::string& file : there_->readers.leave(body_)) there_->remove(file);
    }
    Download(const Download&) = delete;
    Download& operator=(const Download&) = delete;

    void begin(std::shared_ptr<net::BodyWriter> writer) {
        writer_ = std::move(writer);
        writer_->set_callbacks({
            .on_drained =
                [self = shared_from_this()] {
                    if (const auto drained = self->callbacks().on_drained) drained();
                },
            .on_gone =
                [self = shared_from_this()] {
                    self->gone_ = true;
                    if (const auto gone = self->callbacks().on_gone) gone();
                },
        });
        next();
    }

  private:
    class PartWriter;

    net::BodyWriter::Callbacks callbacks() {
        const std::lock_guard lock(mutex_);
        return callbacks_;
    }
    /// Of the part under way. Its client may have left before.
    void set_callbacks(net::BodyWriter::Callbacks callbacks) {
        const auto on_gone = callbacks.on_gone;
        {
            const std::lock_guard lock(mutex_);
            callbacks_ = std::move(callbacks);
        }
        if (gone_ && on_gone) on_gone();
    }

    void next() {
        set_callbacks({});
        if (gone_) return;
        if (part_ == body_.parts.size()) return writer_->finish();
        const api::FilePart& part = body_.parts[part_++];
        net::Headers headers;
        headers.add("Range", fmt::format("bytes={}-{}", part.first, part.first + part.bytes - 1));
        const auto sink = there_->relay(
            outside_request(
                there_->outside, "GET", part.file, "", std::move(headers), OutsideThere::now()
            ),
            [self = shared_from_this()](Result<net::HttpResponse> answer) {
                self->on_answer(std::move(answer));
            }
        );
        if (!sink) return break_off("Gantry is stopping");
        sink->on_begin([] {});
        sink->on_end({});
    }

    void on_answer(Result<net::HttpResponse> answer);

    void break_off(const std::string& why) {
        if (gone_) return;
        log_warn("answer_broken_off", {{"why", why}});
        writer_->abort();
    }

    std::shared_ptr<OutsideThere> there_;
    const api::FileBody body_;
    std::size_t part_ = 0;
    std::shared_ptr<net::BodyWriter> writer_;
    std::atomic<bool> gone_ = false;  ///< the client
    std::mutex mutex_;
    net::BodyWriter::Callbacks callbacks_;  ///< of the part under way
};

/// What a part is written to: its end is the next one's beginning.
class Download::PartWriter final : public net::BodyWriter {
  public:
    explicit PartWriter(std::shared_ptr<Download> download) : download_(std::move(download)) {}
    ~PartWriter() override {
        if (download_) download_->break_off("the store outside broke off");
    }
    PartWriter(const PartWriter&) = delete;
    PartWriter& operator=(const PartWriter&) = delete;

    void set_callbacks(Callbacks callbacks) override {
        if (download_) download_->set_callbacks(std::move(callbacks));
    }
    bool write(std::string piece) override {
        return download_ && download_->writer_->write(std::move(piece));
    }
    void finish() override {
        if (const auto download = std::exchange(download_, nullptr)) download->next();
    }
    void abort() override {
        if (const auto download = std::exchange(download_, nullptr)) {
            download->break_off("the store outside broke off");
        }
    }

  private:
    std::shared_ptr<Download> download_;
};

void Download::on_answer(Result<net::HttpResponse> answer) {
    if (!answer) return break_off(answer.error().message);
    // 200 would be all of it.
    if (answer->status != 206) {
        return break_off(fmt::format("the store outside answered {}", answer->status));
    }
    if (answer->stream.begin) {
        return answer->stream.begin(std::make_shared<PartWriter>(shared_from_this()));
    }
    writer_->write(std::move(answer->body));
    next();
}

}  // namespace

net::BodyStream send_outside(
    const std::shared_ptr<OutsideThere>& there, const api::FileBody& body
) {
    const auto download = std::make_shared<Download>(there, body);
    return {
        .length = static_cast<std::uint64_t>(body.bytes()),
        .begin = [download](std::shared_ptr<net::BodyWriter> writer
                 ) { download->begin(std::move(writer)); },
    };
}

}  // namespace gantry::s3
