// In the query language of the search a leading minus means "without". Ours are the signs of error codes.
const post = Worker.prototype.postMessage
Worker.prototype.postMessage = function (message, ...rest) {
  if (typeof message?.data === "string") message.data = message.data.replace(/(^|\s)-(?=\d)/g, "$1")
  return post.call(this, message, ...rest)
}
