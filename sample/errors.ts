/** Base of everything the sample refuses to do; the command line prints these without a stack. */
export class SampleError extends Error {
  override name = 'SampleError'
}

/** An option is missing, of the wrong type or outside the range in which the story can be told. */
export class SampleOptionError extends SampleError {
  override name = 'SampleOptionError'
}

/** The output folder holds files that are not an earlier sample, and would be mixed up with this one. */
export class SampleFolderError extends SampleError {
  override name = 'SampleFolderError'
}
