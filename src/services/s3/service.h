#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "service/service.h"
#include "services/s3/files/body_store.h"
#include "services/s3/files/outside.h"
#include "services/s3/model/tables.h"
#include "services/s3/named_files.h"

namespace gantry::s3 {

/// What whoever starts a control plane may want of S3.
struct Options {
    /// Where the bodies of objects are kept; empty: only empty ones can be.
    std::string directory;
    /// Where they are kept instead.
    std::optional<Outside> outside;
    /// Another store; goes before both.
    std::function<std::unique_ptr<BodyStore>(BodyStore::Discarded discarded)> make_store;
};

/// Amazon S3 within one control plane: what is said of objects, and the files that their bodies
/// are, which go once no row names them.
class Instance final : public service::InstanceOn<Tables> {
  public:
    explicit Instance(const service::Surroundings& surroundings);

    void start() override;
    void stop() override { alive_.reset(); }
    [[nodiscard]] service::BodyKeeper* bodies() override { return files_.get(); }

  private:
    [[nodiscard]] std::unique_ptr<BodyStore> make_store();
    void count_all();
    void on_change(const core::Change& change);
    template <class Row>
    void count(const Row* before, const Row* after);
    void remove_later(std::set<std::string> files);

    service::Surroundings around_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  ///< until stop()
    NamedFiles names_;
    std::unique_ptr<BodyStore> files_;
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::s3
