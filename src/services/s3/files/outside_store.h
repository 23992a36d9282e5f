#pragma once

#include <memory>
#include <set>
#include <string>

#include "base/thread_loop.h"
#include "services/s3/files/body_store.h"
#include "services/s3/files/names.h"
#include "services/s3/files/outside_there.h"

namespace gantry::s3 {

/// Bodies in a store of the operator's that speaks S3: each an object of one bucket there, put and
/// got as it comes. Names begin with this Gantry's mark, so that several may share a bucket, and
/// nothing else in it is ever touched. That it is whole and stays so is that store's concern; we
/// hold what we send against its length alone.
class OutsideStore final : public BodyStore {
  public:
    OutsideStore(Outside outside, Discarded discarded);
    ~OutsideStore() override;

    std::shared_ptr<net::BodySink> receive(
        const net::HttpRequest& head,
        std::shared_ptr<const service::TakenSum> taken,
        Received received
    ) override;
    void discard(const api::FileBody& body) override;
    net::BodyStream send(const api::FileBody& body) override;
    void remove(const std::string& file) override;
    void keep_only(std::set<std::string> known) override;

  private:
    void sweep(const std::shared_ptr<const std::set<std::string>>& known, const std::string& after);
    Result<void> sweep_answer(
        const std::shared_ptr<const std::set<std::string>>& known,
        const std::string& after,
        const Result<net::HttpResponse>& answer
    );

    const Discarded discarded_;
    BodyNames names_;
    const std::shared_ptr<OutsideThere> there_;
    ThreadLoop loop_;  ///< keeps time
};

}  // namespace gantry::s3
