//! OpenDP's measurements, made anew for each call: that costs about a microsecond, and a measurement can't move to
//! another thread.

use crate::fault::Fault;
use opendp::combinators::ConcentratedMeasure;
use opendp::core::Measurement;
use opendp::domains::{AtomDomain, VectorDomain};
use opendp::measurements::{make_gaussian, make_laplace, make_noisy_max, TopKMeasure};
use opendp::measures::{MaxDivergence, ZeroConcentratedDivergence};
use opendp::metrics::{L1Distance, L2Distance, LInfDistance};

type Counts = VectorDomain<AtomDomain<i64>>;
type Gaussian = Measurement<Counts, L2Distance<f64>, ZeroConcentratedDivergence, Vec<i64>>;
type Laplace = Measurement<Counts, L1Distance<i64>, MaxDivergence, Vec<i64>>;
type NoisyMax<Measure> = Measurement<Counts, LInfDistance<i64>, Measure, usize>;

pub fn gaussian_loss(scale: f64, l2: f64) -> Result<f64, Fault> {
    Ok(make_discrete_gaussian(scale)?.map(&l2)?)
}

pub fn laplace_loss(scale: f64, l1: i64) -> Result<f64, Fault> {
    Ok(make_discrete_laplace(scale)?.map(&l1)?)
}

pub fn gumbel_max_loss(scale: f64, l_inf: i64) -> Result<f64, Fault> {
    Ok(make_max(ZeroConcentratedDivergence, scale)?.map(&l_inf)?)
}

pub fn exponential_max_loss(scale: f64, l_inf: i64) -> Result<f64, Fault> {
    Ok(make_max(MaxDivergence, scale)?.map(&l_inf)?)
}

pub fn gaussian(scale: f64, values: &[i64]) -> Result<Vec<i64>, Fault> {
    Ok(make_discrete_gaussian(scale)?.invoke(&values.to_vec())?)
}

pub fn laplace(scale: f64, values: &[i64]) -> Result<Vec<i64>, Fault> {
    Ok(make_discrete_laplace(scale)?.invoke(&values.to_vec())?)
}

pub fn gumbel_max(scale: f64, scores: &[i64]) -> Result<usize, Fault> {
    Ok(make_max(ZeroConcentratedDivergence, scale)?.invoke(&scores.to_vec())?)
}

pub fn exponential_max(scale: f64, scores: &[i64]) -> Result<usize, Fault> {
    Ok(make_max(MaxDivergence, scale)?.invoke(&scores.to_vec())?)
}

pub fn zcdp_epsilon(rho: f64, delta: f64) -> Result<f64, Fault> {
    refuse_nan(rho, "rho")?;
    refuse_nan(delta, "delta")?;
    Ok(ZeroConcentratedDivergence::convert(rho)?.epsilon(delta)?)
}

pub fn zcdp_delta(rho: f64, epsilon: f64) -> Result<f64, Fault> {
    refuse_nan(rho, "rho")?;
    refuse_nan(epsilon, "epsilon")?;
    Ok(ZeroConcentratedDivergence::convert(rho)?.delta(epsilon)?)
}

fn make_discrete_gaussian(scale: f64) -> Result<Gaussian, Fault> {
    Ok(make_gaussian(Counts::default(), L2Distance::default(), scale, None)?)
}

fn make_discrete_laplace(scale: f64) -> Result<Laplace, Fault> {
    Ok(make_laplace(Counts::default(), L1Distance::default(), scale, None)?)
}

fn make_max<Measure: TopKMeasure>(measure: Measure, scale: f64) -> Result<NoisyMax<Measure>, Fault> {
    // Not monotonic: a score of ours may rise for one neighbour while another falls.
    let metric = LInfDistance::new(false);
    Ok(make_noisy_max(Counts::default(), metric, measure, scale, false)?)
}

/// OpenDP's bisection doesn't end on a number that compares with nothing.
fn refuse_nan(value: f64, name: &str) -> Result<(), Fault> {
    if value.is_nan() {
        return Err(Fault::argument(format!("{name} is not a number")));
    }
    Ok(())
}
