#include "services/ecr/api/image_pusher.h"

#include <utility>

#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {
namespace {

constexpr int kDeletionsAtOnce = 8;

Error error_of_store(const Error& error) {
    if (error.kind == ErrorKind::NotFound) {
        return ecr_error(ErrorKind::NotFound, "LayersNotFoundException", error.message);
    }
    if (error.kind == ErrorKind::InvalidArgument) return invalid_parameter(error.message);
    return server_error(error.message);
}

}  // namespace

SysTime ImagePusher::now() const {
    return core_->loop().now();
}

void ImagePusher::start() {
    // After a reload nothing is known to be gone; what is left behind is not seen by anybody.
    core_->subscribe({[this](const core::Change& change) { on_change(change); }, [] {}});
}

void ImagePusher::push(
    std::string repository_key, ImageToPush image, std::string cause, Done done
) {
    const auto push = std::make_shared<Push>(
        Push{std::move(repository_key), std::move(image), std::move(cause), std::move(done)}
    );
    if (!core_->writable()) return commit(push);  // it says why
    core::Transaction tried;
    const auto staged = stage_image(tried, tables_, push->repository_key, *push->image, now());
    if (!staged) {
        return core_->after_durable([push, error = staged.error()](const Result<void>& durable) {
            push->done(durable ? error : durable.error());
        });
    }
    if (!staged->is_new) return commit(push);
    begin(push);
}

void ImagePusher::begin(const std::shared_ptr<Push>& push) {
    const ReadImage& image = *push->image;
    Work& work = work_[member_key(push->repository_key, image.digest)];
    if (work.deleting) {
        work.waiting.emplace_back([this, push] { begin(push); });
        return;
    }
    ++work.pushes;
    store_.put_manifest(
        push->repository_key,
        image.digest,
        image.manifest.media_type,
        image.text,
        [this, push](const Result<void>& stored) { on_stored(push, stored); }
    );
}

void ImagePusher::on_stored(const std::shared_ptr<Push>& push, const Result<void>& stored) {
    const std::string key = member_key(push->repository_key, push->image->digest);
    const auto work = work_.find(key);
    const bool last = --work->second.pushes == 0;
    if (last) work_.erase(work);
    if (!stored) return push->done(error_of_store(stored.error()));
    commit(push);
    if (!last || tables_.images.find(key)) return;
    to_delete_.push_back(key);
    delete_next();
}

void ImagePusher::commit(const std::shared_ptr<Push>& push) {
    core::Transaction tx;
    auto staged = stage_image(tx, tables_, push->repository_key, *push->image, now());
    if (!staged) {
        return core_->after_durable([push, error = staged.error()](const Result<void>& durable) {
            push->done(durable ? error : durable.error());
        });
    }
    core_->commit(
        std::move(tx),
        push->cause,
        [push, staged = std::move(*staged)](const Result<void>& durable) {
            if (!durable) return push->done(durable.error());
            push->done(staged);
        }
    );
}

void ImagePusher::on_change(const core::Change& change) {
    if (!change.is_of(tables_.images) || change.after_as(tables_.images) != nullptr) return;
    to_delete_.push_back(change.key);
    delete_next();
}

void ImagePusher::delete_next() {
    while (deletions_ < kDeletionsAtOnce && !to_delete_.empty()) {
        const std::string key = std::move(to_delete_.front());
        to_delete_.pop_front();
        // Pushed anew since, or just now.
        if (tables_.images.find(key) || work_.contains(key)) continue;
        work_[key].deleting = true;
        ++deletions_;
        const std::string repository = repository_of(key);
        store_.delete_manifest(
            repository,
            key.substr(repository.size() + 1),
            [this, key](const Result<void>& /*one that stays takes room, no more*/) {
                on_deleted(key);
            }
        );
    }
}

void ImagePusher::on_deleted(const std::string& image_key) {
    --deletions_;
    const auto work = work_.extract(image_key);
    for (const auto& go_on : work.mapped().waiting) go_on();
    delete_next();
}

}  // namespace gantry::ecr
