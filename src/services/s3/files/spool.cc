#include "services/s3/files/spool.h"

#include <unistd.h>

#include <utility>

#include "base/log.h"
#include "services/s3/files/body_store.h"
#include "services/s3/files/file_format.h"

namespace gantry::s3 {
namespace {

/// More than this on their way to the disk, and the client waits.
constexpr std::size_t kMaxPieces = 4;

}  // namespace

Spool::Spool(Loop& loop, Place place, BodySums sums, service::BodyKeeper::Received received)
    : loop_(loop),
      place_(std::move(place)),
      received_(std::move(received)),
      sums_(std::move(sums)) {}

bool Spool::on_begin(std::function<void()> resume) {
    resume_ = std::move(resume);
    return true;
}

bool Spool::on_bytes(std::string_view bytes) {
    piece_ += bytes;
    if (piece_.size() < kBlockBytes) return true;
    hand_over();
    const std::lock_guard lock(mutex_);
    waits_ = on_their_way_ >= kMaxPieces;
    return !waits_;
}

void Spool::hand_over() {
    {
        const std::lock_guard lock(mutex_);
        ++on_their_way_;
    }
    loop_.post([self = shared_from_this(), piece = std::exchange(piece_, {})] {
        self->write(piece);
    });
}

void Spool::on_end(Result<void> how) {
    if (how && !piece_.empty()) hand_over();
    loop_.post([self = shared_from_this(), how = std::move(how)] { self->end(how); });
}

void Spool::write(const std::string& piece) {
    if (!failure_) {
        if (auto opened = open(); !opened) failure_ = opened.error();
        sums_.update(piece);
        const auto written = failure_ ? Result<void>(*failure_) : writer_->write(piece);
        if (!written) failure_ = written.error();
    }
    bool resumes = false;
    {
        const std::lock_guard lock(mutex_);
        --on_their_way_;
        resumes = std::exchange(waits_, false);
    }
    if (resumes) resume_();
}

Result<void> Spool::open() {
    if (writer_) return {};
    if (auto ready = place_.prepare(); !ready) return ready;
    writer_.emplace();
    return writer_->open(place_.path);
}

void Spool::end(const Result<void>& how) {
    Result<api::FileBody> body = how ? finish() : Result<api::FileBody>(how.error());
    const bool was_made = writer_.has_value();
    writer_.reset();
    if (!body && was_made) ::unlink(place_.path.c_str());
    if (failure_) log_error("s3_body_not_kept", {{"why", failure_->message}});
    std::exchange(received_, nullptr)(std::move(body));
    resume_ = nullptr;
}

Result<api::FileBody> Spool::finish() {
    if (!failure_ && writer_) {
        if (auto finished = writer_->finish(); !finished) failure_ = finished.error();
    }
    // Paths and what the system says are for the log.
    if (failure_) return cannot_keep_body();
    return sums_.finish(place_.file);
}

}  // namespace gantry::s3
