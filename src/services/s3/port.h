#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "aws/caller.h"
#include "base/result.h"
#include "service/service.h"

/// What other services may ask of S3.
namespace gantry::s3 {

/// An object that another service writes as somebody while what is to be in it comes about. It goes
/// into files piece by piece, so that little of it is in memory; the object is there once it is
/// whole. Dropped before it is, it leaves nothing but files that the next start removes. On the
/// core's loop.
class ObjectInTheMaking {
  public:
    /// Files are written in pieces of this size.
    static constexpr std::size_t kPiece = 1U << 20U;
    /// What may wait for the disk.
    static constexpr std::size_t kMostWaiting = 4U << 20U;
    /// In all.
    static constexpr std::int64_t kMostBytes = std::int64_t{1} << 30U;

    virtual ~ObjectInTheMaking() = default;

    /// @return false: none of it was taken, as there is no room for it now, or not any more
    virtual bool write(std::string_view bytes) = 0;
    /// That was all. Once.
    /// @param done once it is durable; not where this was dropped before.
    ///        Errors: those of PutObject; Unavailable, for a disk that is full or failed.
    virtual void finish(std::function<void(Result<void>)> done) = 0;
};

struct NewObject {
    std::string bucket;
    std::string key;
    std::string content_type;
};

/// Begins one. @param around outlives it
/// Errors: what PutObject says to a caller who may not; Unavailable where there is no S3.
Result<std::shared_ptr<ObjectInTheMaking>> begin_object(
    const service::Surroundings& around, aws::Caller caller, NewObject object
);

}  // namespace gantry::s3
