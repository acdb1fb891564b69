//! Large batches over threads. Chunks share nothing: each thread has its own private generator inside OpenSSL, seeded
//! by OpenSSL itself.

use crate::fault::Fault;
use std::thread::Builder;

/// Below this many values a thread costs more than it brings: its start and its generator's seed take about as long as
/// a dozen draws.
const SMALLEST_CHUNK: usize = 256;

/// The values with `noise` applied, chunk by chunk on at most `threads` threads; the first failure fails all.
pub fn in_parallel(
    values: &[i64],
    threads: usize,
    noise: impl Fn(&[i64]) -> Result<Vec<i64>, Fault> + Sync,
) -> Result<Vec<i64>, Fault> {
    let chunks = threads.min(values.len() / SMALLEST_CHUNK).max(1);
    let chunk = values.len().div_ceil(chunks).max(1);
    let mut parts = values.chunks(chunk);
    let first = parts.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let noise = &noise;
        let mut handles = Vec::new();
        for part in parts {
            let handle = Builder::new()
                .name("effigy-noise".to_string())
                .spawn_scoped(scope, move || noise(part))
                .map_err(|error| Fault::broken(format!("no thread could be started: {error}")))?;
            handles.push(handle);
        }
        let mut noisy = noise(first)?;
        for handle in handles {
            noisy.extend(handle.join().map_err(Fault::panic)??);
        }
        if noisy.len() != values.len() {
            return Err(Fault::broken(format!("{} values came back for {}", noisy.len(), values.len())));
        }
        Ok(noisy)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::sync::Mutex;

    #[test]
    fn chunks_keep_their_order_and_reach_each_value_once() {
        for length in [0, 1, 255, 256, 511, 512, 1_000, 10_001] {
            for threads in [0, 1, 2, 3, 7, 64] {
                let values: Vec<i64> = (0..length).collect();
                let noisy = in_parallel(&values, threads, |part| Ok(part.iter().map(|v| v * 2).collect()));
                assert_eq!(values.iter().map(|v| v * 2).collect::<Vec<_>>(), noisy.unwrap());
            }
        }
    }

    #[test]
    fn a_large_batch_is_split_and_a_small_one_is_not() {
        let threads_of = |length: usize| {
            let seen = Mutex::new(HashSet::new());
            in_parallel(&vec![0; length], 4, |part| {
                seen.lock().unwrap().insert(std::thread::current().id());
                Ok(part.to_vec())
            })
            .unwrap();
            seen.into_inner().unwrap().len()
        };
        assert_eq!(4, threads_of(4 * SMALLEST_CHUNK));
        assert_eq!(1, threads_of(2 * SMALLEST_CHUNK - 1));
    }

    #[test]
    fn one_failed_or_panicked_chunk_fails_the_batch() {
        let values: Vec<i64> = (0..2_000).collect();
        let failed = in_parallel(&values, 4, |part| match part.contains(&1_999) {
            true => Err(Fault::argument("planted")),
            false => Ok(part.to_vec()),
        });
        assert_eq!("planted", failed.unwrap_err().text);
        let panicked = in_parallel(&values, 4, |part| {
            assert!(!part.contains(&1_999), "planted panic");
            Ok(part.to_vec())
        });
        assert_eq!("panic: planted panic", panicked.unwrap_err().text);
        let short = in_parallel(&values, 4, |part| Ok(part[1..].to_vec()));
        assert!(short.unwrap_err().text.contains("1996 values came back for 2000"));
    }
}
