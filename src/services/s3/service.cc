#include "services/s3/service.h"

#include <utility>

#include "api/s3/operations.h"
#include "base/sabotage.h"
#include "services/s3/api/input_rules.h"
#include "services/s3/api/operation_table.h"
#include "services/s3/api/unsupported_members.h"
#include "services/s3/api/virtual_host.h"
#include "services/s3/files/file_store.h"
#include "services/s3/files/outside_store.h"
#include "services/s3/model/names.h"
#include "wire/digest.h"

namespace gantry::s3 {
namespace {

constexpr std::size_t kMarkDigits = 8;

std::optional<service::RowAddress> row_of_arn(std::string_view arn) {
    const std::string_view bucket = bucket_of_arn(arn);
    if (bucket.empty()) return std::nullopt;
    return service::RowAddress{"s3.buckets", std::string(bucket)};
}

}  // namespace

Instance::Instance(const service::Surroundings& surroundings)
    : around_(surroundings), files_(make_store()) {}

std::unique_ptr<BodyStore> Instance::make_store() {
    const auto discarded =
        [this, &loop = around_.loop, alive = std::weak_ptr(alive_)](const std::string& file) {
            loop.post([this, alive, file] {
                if (!alive.expired()) remove_later({file});
            });
        };
    auto options = around_.options.get<Options>();
    if (options.make_store) return options.make_store(discarded);
    if (options.outside) {
        // Whoever shares the bucket has another secret.
        const std::string mark =
            wire::to_hex(wire::sha256("s3 objects " + around_.settings.secret));
        options.outside->mark = mark.substr(0, kMarkDigits) + "-";
        return std::make_unique<OutsideStore>(*std::move(options.outside), discarded);
    }
    return std::make_unique<FileStore>(std::move(options.directory), discarded);
}

void Instance::start() {
    count_all();
    if (!sabotaged(Sabotage::FileStays)) files_->keep_only(names_.all());
    around_.core->subscribe(
        {[this](const core::Change& change) { on_change(change); }, [this] { count_all(); }}
    );
}

void Instance::count_all() {
    names_.clear();
    for (const auto& [key, object] : rows().objects.rows()) names_.add(object->files);
    for (const auto& [key, part] : rows().parts.rows()) names_.add(part->files);
}

void Instance::on_change(const core::Change& change) {
    if (change.is_of(rows().objects)) {
        count(change.before_as(rows().objects), change.after_as(rows().objects));
    }
    if (change.is_of(rows().parts)) {
        count(change.before_as(rows().parts), change.after_as(rows().parts));
    }
}

template <class Row>
void Instance::count(const Row* before, const Row* after) {
    if (after != nullptr) names_.add(after->files);
    if (before != nullptr) remove_later(names_.remove(before->files));
}

/// Another row of the same transaction may name them, and is still to be counted. What cannot be
/// known now, since what was written last may not be durable, is known at the next start.
void Instance::remove_later(std::set<std::string> files) {
    if (files.empty()) return;
    around_.loop.post([this, alive = std::weak_ptr(alive_), files = std::move(files)] {
        if (alive.expired() || !around_.core->writable()) return;
        for (const std::string& file : files) {
            if (!names_.contains(file)) files_->remove(file);
        }
    });
}

const service::Service& service() {
    static const service::Service kService{
        .name = "s3",
        .title = "Amazon S3",
        .model = &api::s3::service,
        .operations = operations(),
        .unsupported = unsupported_members(),
        .refusal_code = "NotImplemented",
        .input = input_rules(),
        .signing =
            {.encodes_path_once = true,
             .unsigned_payload = true,
             .max_skew = minutes{15},
             .refuses_as_s3 = true},
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>(around);
        },
        .find_row = &row_of_arn,
        .target_meant = &target_of_host,
        .resources = "a bucket",
    };
    return kService;
}

}  // namespace gantry::s3
